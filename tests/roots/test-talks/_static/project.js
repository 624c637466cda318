// for documents
