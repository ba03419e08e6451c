#include <string.h>

#include "document/typography-private.h"

/* Quotation marks follow the CLDR (unicode.org/cldr, "delimiters") but where the books of a
 * language do otherwise: Arabic prints guillemets, Swiss German too. Spaces: Imprimerie nationale,
 * Lexique des règles typographiques; Duden; the Chicago Manual of Style; Milchin, Справочник. */

#define DOUBLE .open = 0x201C, .close = 0x201D
#define SINGLE .inner_open = 0x2018, .inner_close = 0x2019
#define INNER_DOUBLE .inner_open = 0x201C, .inner_close = 0x201D
#define LOW .open = 0x201E, .close = 0x201C
#define LOW_HIGH .open = 0x201E, .close = 0x201D
#define LOW_SINGLE .inner_open = 0x201A, .inner_close = 0x2018
#define INNER_LOW .inner_open = 0x201E, .inner_close = 0x201C
#define ANGLES .open = 0xAB, .close = 0xBB
#define INNER_ANGLES .inner_open = 0xAB, .inner_close = 0xBB
#define INNER_ANGLE .inner_open = 0x2039, .inner_close = 0x203A
#define RIGHT .open = 0x201D, .close = 0x201D, .inner_open = 0x2019, .inner_close = 0x2019
#define CORNERS .open = 0x300C, .close = 0x300D, .inner_open = 0x300E, .inner_close = 0x300F

#define EN_NUMBER                                                                                  \
  "|No.|Nos.|no.|nos.|p.|pp.|page|pages|Page|fn.|n.|Fig.|Figs.|fig.|Figure|Figures|Table|Tables|"  \
  "Tab.|Vol.|vol.|Ch.|ch.|Chapter|Sec.|Section|Eq.|Art.|Article|Part|Number|Note|"
#define EN_NAME "|Mr|Mrs|Ms|Dr|Mr.|Mrs.|Ms.|Dr.|Prof.|St|St.|Gen.|Sen.|Rep.|Gov.|Sir|"
#define EN_ELIDED "|n|tis|twas|twere|twill|twould|em|til|?till|?cause|?bout|?round|?neath|"
#define DE_NUMBER                                                                                  \
  "|Nr.|Nrn.|S.|Seite|Seiten|Abb.|Abbildung|Tab.|Tabelle|Bd.|Kap.|Kapitel|Art.|Abs.|Ziff.|Fn.|"    \
  "Anm.|Teil|"
#define DE_NAME "|Dr.|Prof.|Hr.|Fr.|Herr|Frau|St.|"
#define DE_ELIDED "|s|n|ne|nen|ner|nem|rum|rauf|raus|rein|"
#define FR_NUMBER                                                                                  \
  "|nº|Nº|n°|N°|no|p.|pp.|page|pages|fig.|Fig.|figure|tableau|vol.|t.|chap.|art.|article|partie|"
#define FR_NAME "|M.|MM.|Mme|Mmes|Mlle|Dr|Pr|Me|Mgr|St|Ste|"
#define ES_NUMBER                                                                                  \
  "|n.º|N.º|núm.|p.|pp.|pág.|págs.|página|fig.|figura|tabla|vol.|cap.|art.|artículo|"
#define ES_NAME "|Sr.|Sra.|Dr.|Dra.|D.|Dña.|Ud.|"
#define IT_NUMBER                                                                                  \
  "|n.|N.|nn.|p.|pp.|pag.|pagina|pagine|fig.|figura|tab.|tabella|vol.|cap.|art.|articolo|"
#define IT_NAME "|sig.|Sig.|dott.|Dott.|prof.|Prof.|S.|"
#define PT_NUMBER "|n.º|N.º|nº|p.|pp.|pág.|página|fig.|figura|tabela|vol.|cap.|art.|artigo|"
#define PT_NAME "|Sr.|Sra.|Dr.|Dra.|Prof.|D.|"
#define NL_NUMBER "|nr.|Nr.|p.|pp.|blz.|pagina|fig.|Fig.|figuur|tabel|deel|hfst.|art.|artikel|"
#define NL_NAME "|dhr.|mevr.|dr.|prof.|mr.|St.|"
#define NL_ELIDED "|s|t|n|k|m|r|"
#define PL_NUMBER "|nr|s.|str.|rys.|ryc.|tab.|t.|rozdz.|art.|ust.|pkt|"
#define PL_NAME "|dr|prof.|św.|"
#define PL_CLINGING "|a|i|o|u|w|z|A|I|O|U|W|Z|"
#define CS_NUMBER "|č.|s.|str.|obr.|tab.|sv.|kap.|čl.|odst.|"
#define CS_CLINGING "|a|i|k|o|s|u|v|z|A|I|K|O|S|U|V|Z|"
#define RU_NUMBER "|№|с.|стр.|рис.|табл.|т.|гл.|ст.|п.|"
#define RU_NAME "|г.|г-н|г-жа|д-р|проф.|"
#define RU_CLINGING "|а|в|и|к|о|с|у|я|А|В|И|К|О|С|У|Я|"
#define UK_CLINGING "|а|в|з|і|й|о|у|я|є|А|В|З|І|Й|О|У|Я|Є|"

static const brv_tongue tongues[] = {
    {.tag = "", DOUBLE, SINGLE},
    {.tag = "ar", ANGLES, INNER_DOUBLE},
    {.tag = "be", ANGLES, INNER_LOW, .groups = true, .before_number = RU_NUMBER},
    {.tag = "bg", LOW, SINGLE, .groups = true, .before_number = RU_NUMBER},
    {.tag = "bs", LOW_HIGH, SINGLE},
    {.tag = "ca", ANGLES, INNER_DOUBLE, .before_number = ES_NUMBER},
    {.tag = "cs",
     LOW,
     LOW_SINGLE,
     .groups = true,
     .before_number = CS_NUMBER,
     .clinging = CS_CLINGING},
    {.tag = "da", RIGHT, .before_number = "|nr.|s.|side|fig.|tabel|"},
    {.tag = "de",
     LOW,
     LOW_SINGLE,
     .dotted = true,
     .before_number = DE_NUMBER,
     .before_name = DE_NAME,
     .elided = DE_ELIDED},
    {.tag = "de-ch",
     ANGLES,
     INNER_ANGLE,
     .dotted = true,
     .before_number = DE_NUMBER,
     .before_name = DE_NAME,
     .elided = DE_ELIDED},
    {.tag = "de-li",
     ANGLES,
     INNER_ANGLE,
     .dotted = true,
     .before_number = DE_NUMBER,
     .before_name = DE_NAME,
     .elided = DE_ELIDED},
    {.tag = "el", ANGLES, INNER_DOUBLE},
    {.tag = "en",
     DOUBLE,
     SINGLE,
     .before_number = EN_NUMBER,
     .before_name = EN_NAME,
     .elided = EN_ELIDED},
    {.tag = "es", ANGLES, INNER_DOUBLE, .before_number = ES_NUMBER, .before_name = ES_NAME},
    {.tag = "es-419", DOUBLE, SINGLE, .before_number = ES_NUMBER, .before_name = ES_NAME},
    {.tag = "es-mx", DOUBLE, SINGLE, .before_number = ES_NUMBER, .before_name = ES_NAME},
    {.tag = "es-us", DOUBLE, SINGLE, .before_number = ES_NUMBER, .before_name = ES_NAME},
    {.tag = "et", LOW, LOW_SINGLE, .groups = true},
    {.tag = "eu", ANGLES, INNER_DOUBLE},
    {.tag = "fa", ANGLES, INNER_ANGLE},
    {.tag = "fi", RIGHT, .groups = true, .before_number = "|nro|s.|kuva|taulukko|"},
    {.tag = "fr",
     ANGLES,
     INNER_DOUBLE,
     .quote_space = BRV_NARROW_NBSP,
     .colon_space = BRV_NARROW_NBSP,
     .mark_space = BRV_NARROW_NBSP,
     .groups = true,
     .before_number = FR_NUMBER,
     .before_name = FR_NAME},
    {.tag = "fr-ca",
     ANGLES,
     INNER_DOUBLE,
     .quote_space = BRV_NBSP,
     .colon_space = BRV_NBSP,
     .groups = true,
     .before_number = FR_NUMBER,
     .before_name = FR_NAME},
    {.tag = "fr-ch",
     ANGLES,
     INNER_ANGLE,
     .quote_space = BRV_NARROW_NBSP,
     .colon_space = BRV_NARROW_NBSP,
     .mark_space = BRV_NARROW_NBSP,
     .before_number = FR_NUMBER,
     .before_name = FR_NAME},
    {.tag = "gl", ANGLES, INNER_DOUBLE, .before_number = PT_NUMBER},
    {.tag = "he", RIGHT},
    {.tag = "hr", LOW_HIGH, SINGLE, .before_number = "|br.|str.|sl.|"},
    {.tag = "hu",
     .open = 0x201E,
     .close = 0x201D,
     .inner_open = 0xBB,
     .inner_close = 0xAB,
     .groups = true},
    {.tag = "hy", ANGLES, INNER_DOUBLE},
    {.tag = "is", LOW, LOW_SINGLE},
    {.tag = "it", ANGLES, INNER_DOUBLE, .before_number = IT_NUMBER, .before_name = IT_NAME},
    {.tag = "it-ch", ANGLES, INNER_ANGLE, .before_number = IT_NUMBER, .before_name = IT_NAME},
    {.tag = "ja", CORNERS, .dense = true},
    {.tag = "ka", LOW, SINGLE},
    {.tag = "lt", LOW, LOW_SINGLE, .groups = true},
    {.tag = "lv", DOUBLE, SINGLE, .groups = true},
    {.tag = "mk", LOW, LOW_SINGLE},
    {.tag = "nb", ANGLES, SINGLE, .groups = true, .before_number = "|nr.|s.|side|fig.|tabell|"},
    {.tag = "nl",
     DOUBLE,
     SINGLE,
     .before_number = NL_NUMBER,
     .before_name = NL_NAME,
     .elided = NL_ELIDED},
    {.tag = "nn", ANGLES, SINGLE, .groups = true, .before_number = "|nr.|s.|side|fig.|tabell|"},
    {.tag = "no", ANGLES, SINGLE, .groups = true, .before_number = "|nr.|s.|side|fig.|tabell|"},
    {.tag = "pl",
     LOW_HIGH,
     INNER_ANGLES,
     .groups = true,
     .before_number = PL_NUMBER,
     .before_name = PL_NAME,
     .clinging = PL_CLINGING},
    {.tag = "pt", DOUBLE, SINGLE, .before_number = PT_NUMBER, .before_name = PT_NAME},
    {.tag = "pt-pt",
     ANGLES,
     INNER_DOUBLE,
     .groups = true,
     .before_number = PT_NUMBER,
     .before_name = PT_NAME},
    {.tag = "ro", LOW_HIGH, INNER_ANGLES, .before_number = "|nr.|p.|pag.|fig.|"},
    {.tag = "ru",
     ANGLES,
     INNER_LOW,
     .groups = true,
     .before_number = RU_NUMBER,
     .before_name = RU_NAME,
     .clinging = RU_CLINGING},
    {.tag = "sk",
     LOW,
     LOW_SINGLE,
     .groups = true,
     .before_number = CS_NUMBER,
     .clinging = CS_CLINGING},
    {.tag = "sl", LOW, LOW_SINGLE},
    {.tag = "sq", ANGLES, INNER_DOUBLE},
    {.tag = "sr", LOW_HIGH, .inner_open = 0x2019, .inner_close = 0x2019},
    {.tag = "sv", RIGHT, .groups = true, .before_number = "|nr|s.|sid.|fig.|tabell|"},
    {.tag = "uk",
     ANGLES,
     INNER_LOW,
     .groups = true,
     .before_number = RU_NUMBER,
     .clinging = UK_CLINGING},
    {.tag = "zh", DOUBLE, SINGLE, .dense = true},
    {.tag = "zh-hant", CORNERS, .dense = true},
    {.tag = "zh-hk", CORNERS, .dense = true},
    {.tag = "zh-mo", CORNERS, .dense = true},
    {.tag = "zh-tw", CORNERS, .dense = true},
};

static const brv_tongue *find(const char *tag)
{
  for (gsize i = 0; i < G_N_ELEMENTS(tongues); i++)
    if (strcmp(tongues[i].tag, tag) == 0)
      return &tongues[i];
  return NULL;
}

const brv_tongue *brv_tongue_for(const char *language)
{
  g_autofree char *tag = g_ascii_strdown(language ? language : "", -1);
  const brv_tongue *tongue;
  while (!(tongue = find(tag))) {
    char *last = strrchr(tag, '-');
    *(last ? last : tag) = '\0';
  }
  return tongue;
}
