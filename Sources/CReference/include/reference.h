// The reference tables of datasets/reference, built into the program.
#ifndef VENDOR_RISK_REFERENCE_H
#define VENDOR_RISK_REFERENCE_H

#include <stddef.h>

/// The bytes of one table; they live as long as the program.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} reference_text;

/// Legal forms of companies.
reference_text reference_legal_forms(void);
/// Generic words of company names with inflections, abbreviations and translations.
reference_text reference_company_words(void);
/// Number words.
reference_text reference_numbers(void);
/// Places and peoples.
reference_text reference_places(void);
/// Letters of other scripts in Latin.
reference_text reference_scripts(void);
/// Mandarin readings of Han characters.
reference_text reference_han_readings(void);
/// Simplified forms of Han characters.
reference_text reference_han_variants(void);
/// In how many names each word occurs.
reference_text reference_word_counts(void);

#endif
