using Portal.Operations.DeadLetters;

namespace Unit.Portal.DeadLetters;

public sealed class A_line_of_csv
{
    [Theory]
    [InlineData("plain", "\"plain\"\r\n")]
    [InlineData("say \"hi\", you", "\"say \"\"hi\"\", you\"\r\n")]
    [InlineData("two\nlines", "\"two\nlines\"\r\n")]
    [InlineData(null, "\"\"\r\n")]
    [InlineData("=1+1", "\"'=1+1\"\r\n")]
    [InlineData("+1", "\"'+1\"\r\n")]
    [InlineData("-1", "\"'-1\"\r\n")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"\r\n")]
    [InlineData("\t=1", "\"'\t=1\"\r\n")]
    [InlineData("  =HYPERLINK(\"x\")", "\"'  =HYPERLINK(\"\"x\"\")\"\r\n")]
    [InlineData("a=b", "\"a=b\"\r\n")]
    public void Is_quoted_and_no_formula(string? field, string expected) => Assert.Equal(expected, Csv.Line(field));

    [Fact]
    public void Has_a_comma_between_fields_also_when_the_first_is_empty() => Assert.Equal("\"\",\"b\"\r\n", Csv.Line(null, "b"));
}
