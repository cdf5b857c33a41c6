using Portal.Client.Queues;
using Portal.Security.Audit.Recording;

namespace Unit.Portal.Audit;

public class What_is_kept_of_arguments
{
    [Fact]
    public void Names_and_values_without_secrets_and_bodies()
    {
        var facts = Of(new
        {
            name = "web-1",
            limits = new { max = 5 },
            password = "hunter2",
            newPassword = "hunter2",
            card = "tok_hunter2",
            apiKey = "hunter2",
            webhook = new { url = "https://example.test", secret = "whsec_hunter2" },
            body = "hunter2",
            types = new List<string> { "a", "b" },
        });

        Assert.Equal(["body", "limits.max", "name", "types", "webhook.url"], facts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a, b", facts["types"]);
        Assert.StartsWith("7 bytes, sha256 f52fbd32b2b3b86f", facts["body"], StringComparison.Ordinal);
        Assert.DoesNotContain(facts.Values, value => value.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_message_the_size_and_hash_and_the_names_of_its_headers()
    {
        var facts = Of(new SendMessage("shop.note", """{"secret":"hunter2"}""") { Headers = new Dictionary<string, string> { ["x-auth"] = "hunter2" }, OrderingKey = "k1" });

        Assert.Equal("x-auth", facts["headers"]);
        Assert.Equal("k1", facts["orderingKey"]);
        Assert.DoesNotContain(facts.Values, value => value.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Never_more_than_fits_and_never_a_line_break()
    {
        var facts = Of(new { name = new string('x', 5_000) + "\r\n", lines = Enumerable.Range(0, 500).Select(i => new { sku = $"S{i}\n", quantity = i }).ToList() });

        Assert.InRange(facts.Count, 10, 61);
        Assert.All(facts.Values, value => Assert.InRange(value.Length, 0, Facts.MaxText + 1));
        Assert.DoesNotContain(facts.Values, value => value.Any(char.IsControl));
    }

    [Fact]
    public void Before_and_after_only_what_differs_and_does_not_change_by_itself()
    {
        var (before, after) = Facts.Differences(
            Of(new { state = "running", version = 1, publishedPerSecond = 2.5, name = "a", gone = 1 }),
            Of(new { state = "stopping", version = 2, publishedPerSecond = 0.5, name = "a", came = 2 }));

        Assert.Equal(new() { ["state"] = "running", ["gone"] = "1" }, before);
        Assert.Equal(new() { ["state"] = "stopping", ["came"] = "2" }, after);
    }

    private static Dictionary<string, string> Of(object value)
    {
        var facts = new Dictionary<string, string>();
        Facts.Add(facts, null, value);
        return facts;
    }
}
