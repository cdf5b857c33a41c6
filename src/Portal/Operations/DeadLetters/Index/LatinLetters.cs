namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// Latin letters without their accents, in lower case: U+00C0 to U+024F by their canonical decomposition (Unicode 15). The program runs without
/// ICU, and then <see cref="string.Normalize()"/> leaves everything but ASCII as it is.
/// </summary>
internal static class LatinLetters
{
    private const char First = '\u00C0';

    private const string Plain =
        "aaaaaaæceeeeiiiiðnooooo×ouuuuyþßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþyaaaaaaccccccccdd"
        + "ddeeeeeeeeeegggggggghhħħiiiiiiiiiiĳĳjjkkĸllllllŀŀllnnnnnnŉŋŋooooooœœrrrrrrssssss"
        + "ssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈu"
        + "uʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaǣǣǥǥggkkooooǯǯjǳǳǳggƕƿnnaaǽǽǿǿ"
        + "aaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ";

    public static char Of(char letter) => letter - First is >= 0 and var at && at < Plain.Length ? Plain[at] : char.ToLowerInvariant(letter);
}
