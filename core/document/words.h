/* Words that the program itself prints, by language: "Contents", "No. 17", "26 April 2026".
 * They come from layouts/words.yaml; the system's locale is never asked. */
#ifndef BRV_DOCUMENT_WORDS_H
#define BRV_DOCUMENT_WORDS_H

#include "base/files.h"
#include "base/value.h"

typedef struct brv_words brv_words;

#define BRV_WORDS_FILE "words.yaml"

/* The file of a folder of layouts that they are in, and the tables in it. NULL after a report. */
const brv_source *brv_words_source(brv_arena *arena, const brv_folder *layouts, brv_diags *diags);
const brv_value *brv_words_read(brv_arena *arena, const brv_source *source, brv_diags *diags);

/* The words of those tables (by language; NULL: there are none) for a language: its own, else those
 * of its primary language, else English. */
brv_words *brv_words_new(brv_arena *arena, const brv_value *tables, const char *language);

/* All in one. */
brv_words *brv_words_load(brv_arena *arena, const brv_folder *layouts, const char *language,
                          brv_diags *diags);

/* The words of the same file for another language. */
const brv_words *brv_words_for(brv_arena *arena, const brv_words *words, const char *language);

/* The tables of all languages, for whoever asks whether they changed. */
const brv_value *brv_words_table(const brv_words *words);

/* The word for `key`; reports nothing and gives the key itself when there is none (a test compares
 * the keys of all languages). */
const char *brv_word(const brv_words *words, const char *key);

/* The pattern for `key` with `{name}` replaced; pairs of name and value, ended by NULL. */
char *brv_words_format(brv_arena *arena, const brv_words *words, const char *key,
                       ...) G_GNUC_NULL_TERMINATED;

/* An ISO date, a day or a month (2026-04), as readers read it; the text itself when it is neither. */
char *brv_words_date(brv_arena *arena, const brv_words *words, const char *iso);

/* Whether a word is the name of a month. */
bool brv_words_is_month(const brv_words *words, const char *word);

/* A number, written as in C ("-1234.5"), as readers of the language write it: decimal mark, digits in
 * groups of three, a minus sign. */
char *brv_words_number(brv_arena *arena, const brv_words *words, const char *number);

/* A small number in words ("three"), a larger one in figures. */
char *brv_words_count(brv_arena *arena, const brv_words *words, guint count);

#endif
