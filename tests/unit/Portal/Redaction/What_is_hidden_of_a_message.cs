using System.Text;
using Microsoft.Extensions.Options;
using Portal.Redaction;

namespace Unit.Portal.Redaction;

public class What_is_hidden_of_a_message
{
    [Theory]
    [InlineData("""{"card":"tok_12345678"}""", """{"card":"••••5678"}""")]
    [InlineData("""{"CardNumber" : "4111111111111111"}""", """{"CardNumber" : "••••1111"}""")]
    [InlineData("""{"card_number":"4111111111111111"}""", """{"card_number":"••••1111"}""")]
    [InlineData("""{"card":"short"}""", """{"card":"••••"}""")]
    [InlineData("""{"card":"with \"quotes\" in it"}""", """{"card":"••••"}""")]
    [InlineData("""{"password":"a long password"}""", """{"password":"••••"}""")]
    [InlineData("""{"cvc":123,"x":1}""", """{"cvc":"••••","x":1}""")]
    [InlineData("""{"a":[{"b":{"client-secret":"x"}}]}""", """{"a":[{"b":{"client-secret":"••••"}}]}""")]
    [InlineData("""{"card":"cut off in the midd""", """{"card":"••••midd"}""")]
    [InlineData("""{"card":"","token":null,"secret":{"kind":"open"}}""", """{"card":"","token":null,"secret":{"kind":"open"}}""")]
    [InlineData("""{"cardholder":"Ada","discard":"yes"}""", """{"cardholder":"Ada","discard":"yes"}""")]
    [InlineData("plain text", "plain text")]
    public void The_values_of_fields_that_hold_secrets(string body, string shown)
    {
        // Of what was cut off there is no closing quote to be had; the shown one gets its own.
        Assert.Equal(shown.Replace("midd\"}", "midd\"", StringComparison.Ordinal), Make().Text(body));
        Assert.Equal(shown.Replace("midd\"}", "midd\"", StringComparison.Ordinal).Replace('•', '*'), Encoding.UTF8.GetString(Make().Bytes(Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public void The_configured_fields_and_headers_instead_of_the_usual_ones()
    {
        var redactor = Make(new RedactionOptions { Fields = ["nationalId"], Headers = ["X-Tenant-Key"] });

        Assert.Equal("""{"card":"tok_12345678","national_id":"••••"}""", redactor.Text("""{"card":"tok_12345678","national_id":"123-45"}"""));
        var headers = redactor.Headers(new Dictionary<string, string> { ["x-tenant-key"] = "abc", ["x-other"] = "1" });
        Assert.Equal("••••", headers["x-tenant-key"]);
        Assert.Equal("1", headers["x-other"]);
        Assert.Equal("""{"card":"1"}""", Make(new RedactionOptions { Fields = [] }).Text("""{"card":"1"}"""));
    }

    [Fact]
    public void What_was_not_typed_anew_is_put_back_into_an_edit()
    {
        var redactor = Make();
        const string original = """{"quantity":-1,"lines":[{"card":"tok_aaaa1111"},{"card":"tok_bbbb1111"},{"card":"tok_cccc2222"}],"password":"x"}""";
        var shown = redactor.Text(original)!;

        Assert.Equal(original, redactor.Restore(shown, original));
        Assert.Equal(original.Replace("-1", "1", StringComparison.Ordinal), redactor.Restore(shown.Replace("-1", "1", StringComparison.Ordinal), original));
        Assert.Equal(
            original.Replace("tok_cccc2222", "tok_new", StringComparison.Ordinal), redactor.Restore(shown.Replace("••••2222", "tok_new", StringComparison.Ordinal), original));
        Assert.Equal("""{"card":"••••9999"}""", redactor.Restore("""{"card":"••••9999"}""", original)); // there is no such secret
    }

    [Fact]
    public void Names_that_are_none_stop_the_start()
    {
        var failure = new RedactionOptionsValidation().Validate(null, new RedactionOptions { Fields = ["ok", "a\"b"], Headers = ["bad name"] }).FailureMessage!;

        Assert.Contains("Portal:Redaction:Fields:1", failure, StringComparison.Ordinal);
        Assert.Contains("Portal:Redaction:Headers:0", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("Fields:0", failure, StringComparison.Ordinal);
    }

    private static Redactor Make(RedactionOptions? options = null) => new(Options.Create(options ?? new RedactionOptions()));
}
