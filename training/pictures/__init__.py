"""Pictures drawn from words: vocabulary, scenes, captions, and the model trained on them."""
