project = "Sums"
extensions = ["myst_nb", "sphinxcontrib_deck"]
root_doc = "index"
