// Each table is compiled in as it stands: the program needs no file beside it, and a table has one
// home. The compiler knows the files as dependencies, so that a changed table is built in anew.

#include "reference.h"

// clang takes #embed in every dialect of C and warns of it in those before C23.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define TABLE(name)                                             \
  reference_text reference_##name(void) {                       \
    return (reference_text){name##_bytes, sizeof name##_bytes}; \
  }

static const unsigned char legal_forms_bytes[] = {
#embed "../../datasets/reference/legal-forms.txt"
};
TABLE(legal_forms)

static const unsigned char company_words_bytes[] = {
#embed "../../datasets/reference/company-words.txt"
};
TABLE(company_words)

static const unsigned char numbers_bytes[] = {
#embed "../../datasets/reference/numbers.txt"
};
TABLE(numbers)

static const unsigned char places_bytes[] = {
#embed "../../datasets/reference/places.txt"
};
TABLE(places)

static const unsigned char scripts_bytes[] = {
#embed "../../datasets/reference/scripts.txt"
};
TABLE(scripts)

static const unsigned char han_readings_bytes[] = {
#embed "../../datasets/reference/han-readings.txt"
};
TABLE(han_readings)

static const unsigned char han_variants_bytes[] = {
#embed "../../datasets/reference/han-variants.txt"
};
TABLE(han_variants)

static const unsigned char word_counts_bytes[] = {
#embed "../../datasets/reference/word-counts.txt"
};
TABLE(word_counts)
