"""Letters: from a kind and its facts to paragraphs, and from paragraphs to pages."""
