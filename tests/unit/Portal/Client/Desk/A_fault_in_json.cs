using Portal.Client.DeadLetters.Edit;

namespace Unit.Portal.Client.Desk;

public class A_fault_in_json
{
    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"b\" 2\n}", 3, 7)]
    [InlineData("{\"a\": 1,}", 1, 9)]
    [InlineData("nonsense", 1, 2)]
    [InlineData("", 1, 1)]
    [InlineData("{\"grün 😀\": x}", 1, 13)]
    [InlineData("{\r\n\"a\": [1, 2\r\n}", 3, 1)]
    public void Has_a_line_and_a_column_in_characters(string text, int line, int column)
    {
        var fault = JsonFault.Of(text)!;
        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.DoesNotContain("LineNumber", fault.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_place_in_the_text_where_the_cursor_can_go()
    {
        const string text = "{\n  \"ä\": 1,\n  \"b\" 2\n}";
        Assert.Equal('2', text[JsonFault.Of(text)!.Offset]);
    }

    [Fact]
    public void Is_none_when_it_is_json() => Assert.Null(JsonFault.Of("{\"a\": [1, 2, {\"b\": null}]}"));
}
