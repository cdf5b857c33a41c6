using Portal.Client.Queues;

namespace Unit.Portal.Client;

public class A_setting_of_a_queue
{
    private static readonly QueueView _queue = new("billing", 0, 0, 0, 0, 0, 8, 0, 0, false, 1) { MaxLength = 12_000, RetryDelaySeconds = 0.5 };

    [Fact]
    public void Every_one_has_a_field_of_that_name_in_the_request()
    {
        var names = typeof(PutQueue).GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(names, Setting.All.Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_it_reads_it_can_parse_again()
    {
        foreach (var setting in Setting.All)
            Assert.Null(setting.Parse(setting.Read(_queue)).Error);
    }

    [Theory]
    [InlineData("maxLength", "1,000", "1000", null)]
    [InlineData("maxLength", " ", "0", null)]
    [InlineData("maxLength", "5000000000", "5000000000", null)]
    [InlineData("prefetch", "5000000000", null, "must be a whole number")]
    [InlineData("prefetch", "", null, "must be a number")]
    [InlineData("prefetch", "1.5", null, "must be a whole number")]
    [InlineData("leaseSeconds", "1.5", "1.5", null)]
    [InlineData("leaseSeconds", "soon", null, "must be a number")]
    [InlineData("ordering", "false", "false", null)]
    [InlineData("whenFull", "deadLetter", "\"deadLetter\"", null)]
    public void What_is_entered(string name, string text, string? json, string? error)
    {
        var (value, words) = Named(name).Parse(text);
        Assert.Equal((json, error), (value?.ToJsonString(), words));
    }

    [Theory]
    [InlineData("maxLength", "12,000")]
    [InlineData("retryDelaySeconds", "0.5")]
    [InlineData("maxLeased", "none")]
    [InlineData("whenFull", "Refuse it: the sender keeps it")]
    public void In_words(string name, string words) => Assert.Equal(words, Named(name).Words(Named(name).Read(_queue)));

    private static Setting Named(string name) => Setting.All.Single(setting => setting.Name == name);
}
