using Portal.Compute.Logs;

namespace Unit.Compute.Logs;

public class What_a_program_prints
{
    [Theory]
    [InlineData("plain text, ünïcode ✓\tand a tab", "plain text, ünïcode ✓\tand a tab")]
    [InlineData("\u001b[31mred\u001b[0m \u001b[1;38:5:200mand more\u001b[m", "red and more")]
    [InlineData("\u001b[2J\u001b[1;1Hgone?", "^[[2J^[[1;1Hgone?")]
    [InlineData("\u001b]0;title\u0007", "^[]0;title^G")]
    [InlineData("50 %\r100 %", "50 %^M100 %")]
    [InlineData("null\0 bell\u0007 back\b del\u007f", "null^@ bell^G back^H del^?")]
    [InlineData("\u009b31m", "\ufffd31m")]
    [InlineData("safe \u202etxt.exe\u2066", "safe \ufffdtxt.exe\ufffd")]
    [InlineData("two\u2028lines", "two\ufffdlines")]
    [InlineData("ends with \u001b[", "ends with ^[[")]
    public void Is_shown_without_doing_anything(string printed, string shown) => Assert.Equal(shown, SafeText.Of(printed));
}
