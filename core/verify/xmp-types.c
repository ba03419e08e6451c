/* What the values of XMP properties may be, and the predefined schemas of the XMP specification of
 * 2005, which PDF/A-2 names. */
#include <string.h>

#include "verify/xmp.h"

/* Types in one letter: T text, I integer, R real, B boolean, D date, X rational, L texts by
 * language, S structure, Q a text or structure; before it b, s or a: a Bag, Seq or Alt of them. */
static const struct {
  const char *space, *properties;
} schemas[] = {
    {BRV_NS_DC,
     "contributor:bT coverage:T creator:sT date:sD description:L format:T identifier:T language:bT "
     "publisher:bT relation:bT rights:L source:T subject:bT title:L type:bT "},
    {BRV_NS_XMP,
     "Advisory:bT BaseURL:T CreateDate:D CreatorTool:T Identifier:bQ Label:T MetadataDate:D "
     "ModifyDate:D Nickname:T Rating:R Thumbnails:aS "},
    {"http://ns.adobe.com/xap/1.0/rights/",
     "Certificate:T Marked:B Owner:bT UsageTerms:L WebStatement:T "},
    {"http://ns.adobe.com/xap/1.0/mm/",
     "DerivedFrom:S DocumentID:T History:sS InstanceID:T LastURL:T ManagedFrom:S Manager:T "
     "ManageTo:T ManageUI:T ManagerVariant:T RenditionClass:T RenditionParams:T RenditionOf:S "
     "SaveID:I VersionID:T Versions:sS "},
    {"http://ns.adobe.com/xap/1.0/bj/", "JobRef:bS "},
    {"http://ns.adobe.com/xap/1.0/t/pg/",
     "MaxPageSize:S NPages:I Fonts:bS Colorants:sS PlateNames:sT "},
    {"http://ns.adobe.com/xmp/1.0/DynamicMedia/",
     "absPeakAudioFilePath:T album:T altTapeName:T altTimecode:S artist:T audioChannelType:T "
     "audioCompressor:T audioModDate:D audioSampleRate:I audioSampleType:T beatSpliceParams:S "
     "composer:T contributedMedia:bS copyright:T duration:S engineer:T fileDataRate:X genre:T "
     "instrument:T introTime:S key:T logComment:T loop:B markers:sS metadataModDate:D "
     "numberOfBeats:R outCue:S projectRef:S pullDown:T relativePeakAudioFilePath:T "
     "relativeTimestamp:S releaseDate:D resampleParams:S scaleType:T scene:T shotDate:D "
     "shotLocation:T shotName:T speakerPlacement:T startTimecode:S stretchMode:T tapeName:T "
     "tempo:R "
     "timeScaleParams:S timeSignature:T trackNumber:I videoAlphaMode:T "
     "videoAlphaPremultipleColor:S videoAlphaUnityIsTransparent:B videoColorSpace:T "
     "videoCompressor:T videoFieldOrder:T videoFrameRate:T videoFrameSize:S videoModDate:D "
     "videoPixelAspectRatio:X videoPixelDepth:T "},
    {BRV_NS_PDF, "Keywords:T PDFVersion:T Producer:T "},
    {"http://ns.adobe.com/photoshop/1.0/",
     "AuthorsPosition:T CaptionWriter:T Category:T City:T Country:T Credit:T DateCreated:D "
     "Headline:T Instructions:T Source:T State:T SupplementalCategories:bT TransmissionReference:T "
     "Urgency:I "},
    {"http://ns.adobe.com/camera-raw-settings/1.0/",
     "AutoBrightness:B AutoContrast:B AutoExposure:B AutoShadows:B BlueHue:I BlueSaturation:I "
     "Brightness:I CameraProfile:T ChromaticAberrationB:I ChromaticAberrationR:I "
     "ColorNoiseReduction:I Contrast:I CropTop:R CropLeft:R CropBottom:R CropRight:R CropAngle:R "
     "CropWidth:R CropHeight:R CropUnits:I Exposure:R GreenHue:I GreenSaturation:I HasCrop:B "
     "HasSettings:B LuminanceSmoothing:I RawFileName:T RedHue:I RedSaturation:I Saturation:I "
     "Shadows:I ShadowTint:I Sharpness:I Temperature:I Tint:I ToneCurve:sT ToneCurveName:T "
     "Version:T VignetteAmount:I VignetteMidpoint:I WhiteBalance:T "},
    {"http://ns.adobe.com/tiff/1.0/",
     "ImageWidth:I ImageLength:I BitsPerSample:sI Compression:I PhotometricInterpretation:I "
     "Orientation:I SamplesPerPixel:I PlanarConfiguration:I YCbCrSubSampling:sI YCbCrPositioning:I "
     "XResolution:X YResolution:X ResolutionUnit:I TransferFunction:sI WhitePoint:sX "
     "PrimaryChromaticities:sX YCbCrCoefficients:sX ReferenceBlackWhite:sX DateTime:D "
     "ImageDescription:L Make:T Model:T Software:T Artist:T Copyright:L "},
    {"http://ns.adobe.com/exif/1.0/",
     "ExifVersion:T FlashpixVersion:T ColorSpace:I ComponentsConfiguration:sI "
     "CompressedBitsPerPixel:X PixelXDimension:I PixelYDimension:I UserComment:L "
     "RelatedSoundFile:T DateTimeOriginal:D DateTimeDigitized:D ExposureTime:X FNumber:X "
     "ExposureProgram:I SpectralSensitivity:T ISOSpeedRatings:sI OECF:S ShutterSpeedValue:X "
     "ApertureValue:X BrightnessValue:X ExposureBiasValue:X MaxApertureValue:X SubjectDistance:X "
     "MeteringMode:I LightSource:I Flash:S FocalLength:X SubjectArea:sI FlashEnergy:X "
     "SpatialFrequencyResponse:S FocalPlaneXResolution:X FocalPlaneYResolution:X "
     "FocalPlaneResolutionUnit:I SubjectLocation:sI ExposureIndex:X SensingMethod:I FileSource:I "
     "SceneType:I CFAPattern:S CustomRendered:I ExposureMode:I WhiteBalance:I DigitalZoomRatio:X "
     "FocalLengthIn35mmFilm:I SceneCaptureType:I GainControl:I Contrast:I Saturation:I Sharpness:I "
     "DeviceSettingDescription:S SubjectDistanceRange:I ImageUniqueID:T GPSVersionID:T "
     "GPSLatitude:T GPSLongitude:T GPSAltitudeRef:I GPSAltitude:X GPSTimeStamp:D GPSSatellites:T "
     "GPSStatus:T GPSMeasureMode:T GPSDOP:X GPSSpeedRef:T GPSSpeed:X GPSTrackRef:T GPSTrack:X "
     "GPSImgDirectionRef:T GPSImgDirection:X GPSMapDatum:T GPSDestLatitude:T GPSDestLongitude:T "
     "GPSDestBearingRef:T GPSDestBearing:X GPSDestDistanceRef:T GPSDestDistance:X "
     "GPSProcessingMethod:T GPSAreaInformation:T GPSDifferential:I "},
    {"http://ns.adobe.com/exif/1.0/aux/", "Lens:T SerialNumber:T "},
    {"http://ns.adobe.com/xmp/Identifier/qual/1.0/", "Scheme:T "},
    {BRV_NS_PDFA, "part:I amd:T corr:T conformance:T "},
    {BRV_NS_EXTENSION, "schemas:bS "},
};

const char *brv_xmp_predefined(const char *space, const char *name, bool *is_known)
{
  g_autofree char *key = g_strconcat(" ", name, ":", NULL);
  *is_known = false;
  for (guint i = 0; i < G_N_ELEMENTS(schemas); i++) {
    if (strcmp(schemas[i].space, space) != 0)
      continue;
    *is_known = true;
    const char *list = schemas[i].properties;
    const char *found = g_str_has_prefix(list, key + 1) ? list - 1 : strstr(list, key);
    return found ? found + strlen(key) : NULL;
  }
  return NULL;
}

static bool matches(const char *text, const char *pattern)
{
  return g_regex_match_simple(pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* ISO 8601 as the XMP specification restricts it. */
static bool is_date(const char *text)
{
  return matches(text, "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])"
                       "(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?"
                       "(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)?)?)?)?$");
}

static bool fits_text(const brv_xmp_value *value, char type)
{
  if (value->form != BRV_XMP_TEXT)
    return false;
  switch (type) {
  case 'I':
    return matches(value->text, "^[+-]?\\d+$");
  case 'R':
    return matches(value->text, "^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)$");
  case 'B':
    return strcmp(value->text, "True") == 0 || strcmp(value->text, "False") == 0;
  case 'D':
    return is_date(value->text);
  case 'X':
    return matches(value->text, "^-?\\d+/-?\\d+$");
  default:
    return true;
  }
}

/* Every text has its language, and none has another's. */
static bool fits_languages(const brv_xmp_value *value)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  bool fine = value->form == BRV_XMP_ALT;
  for (guint i = 0; fine && i < value->parts->len; i++) {
    const brv_xmp_value *item = value->parts->pdata[i];
    fine = item->form == BRV_XMP_TEXT && item->language &&
           g_hash_table_add(seen, (void *)item->language);
  }
  return fine;
}

static bool fits_one(const brv_xmp_value *value, char type)
{
  if (type == 'L')
    return fits_languages(value);
  if (type == 'S')
    return value->form == BRV_XMP_STRUCT;
  if (type == 'Q')
    return value->form == BRV_XMP_STRUCT || value->form == BRV_XMP_TEXT;
  return fits_text(value, type);
}

bool brv_xmp_fits(const brv_xmp_value *value, const char *type)
{
  const char *arrays = "bsa", *array = strchr(arrays, *type);
  if (!array)
    return fits_one(value, *type);
  bool fine = value->form == (brv_xmp_form)(BRV_XMP_BAG + (array - arrays));
  for (guint i = 0; fine && i < value->parts->len; i++)
    fine = fits_one(value->parts->pdata[i], type[1]);
  return fine;
}
