using System.Text;
using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_subscription_has_a_filter
{
    [Theory]
    [InlineData("sales.order-placed.v1", "sales.order-placed.v1", true)]
    [InlineData("sales.order-placed.v1", "sales.order-placed.v10", false)]
    [InlineData("sales.order-placed.v1", "Sales.order-placed.v1", false)]
    [InlineData("sales.order-*", "sales.order-placed.v1", true)]
    [InlineData("sales.order-*", "sales.order-", true)]
    [InlineData("sales.order-*", "sales.invoice.v1", false)]
    [InlineData("*", "anything", true)]
    public void Should_match_a_type_as_a_whole_or_by_its_beginning(string pattern, string type, bool matches) =>
        Assert.Equal(matches, new Subscription("t", "s", "q", ["other", pattern]).Matches(new Message(type, default)));

    [Theory]
    [InlineData("region=eu-west", true)]
    [InlineData("region=eu-*", true)]
    [InlineData("region=*", true)]
    [InlineData("region=us-*", false)]
    [InlineData("region=EU-west", false)]
    [InlineData("colour=*", false)]
    [InlineData("region=eu-*,tenant=blue", true)]
    [InlineData("region=eu-*,tenant=green", false)]
    public void Should_match_when_every_header_does(string filter, bool matches)
    {
        var headers = new Dictionary<string, string> { ["region"] = "eu-west", ["tenant"] = "blue", ["more"] = "x" };
        var wanted = filter.Split(',').Select(f => f.Split('=')).ToDictionary(f => f[0], f => f[1]);
        var message = new Message("x", default, headers: headers);

        Assert.Equal(matches, new Subscription("t", "s", "q", null, wanted).Matches(message));
        Assert.Equal(matches, new Subscription("t", "s", "q", null, new SortedList<string, string>(wanted)).Matches(message));
    }

    [Fact]
    public async Task Should_bring_only_what_matches_into_the_queue()
    {
        await using var test = await StartAsync();
        await test.Broker.SubscribeAsync(new Subscription(
            "sales", "s", Queue, ["order-*"], new Dictionary<string, string> { ["region"] = "eu-*" }));

        Assert.Equal([1, 0, 0, 0], await test.Broker.PublishAsync(
            [Sale("order-placed", "eu-1"), Sale("order-placed", "us-1"), Sale("invoice", "eu-1"), Sale("order-placed", null)]));
        Assert.Equal(["order-placed eu-1"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [InlineData("a*b", null, null, "The type 'a*b' has a * that is not at its end.")]
    [InlineData("", null, null, "A type is empty; use * for all.")]
    [InlineData("a", "Region", "x", "'Region' is no header name: 1 to 100 of a-z 0-9 . - _")]
    [InlineData("a", "region", "", "A value for header 'region' is empty; use * for all.")]
    [InlineData("a", "region", "*eu", "The value for header 'region' '*eu' has a * that is not at its end.")]
    public async Task Should_be_refused_with_what_is_wrong(string type, string? header, string? value, string message)
    {
        await using var test = await StartAsync();
        var headers = header is null ? null : new Dictionary<string, string> { [header] = value! };

        var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => test.Broker.SubscribeAsync(new Subscription("sales", "s", Queue, [type], headers)));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(test.Broker.Subscriptions);
    }

    [Fact]
    public async Task Should_be_refused_when_it_is_too_long()
    {
        await using var test = await StartAsync();
        var types = Enumerable.Range(0, Subscription.MaxTypes + 1).Select(i => $"t{i}").ToList();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => test.Broker.SubscribeAsync(new Subscription("sales", "s", Queue, types)));
        await test.Broker.SubscribeAsync(new Subscription("sales", "s", Queue, types[..Subscription.MaxTypes]));
    }

    [Fact]
    public void Should_cost_the_publisher_no_memory()
    {
        var subscription = new Subscription("t", "s", "q", ["a.*", "b.*"], new Dictionary<string, string> { ["region"] = "eu-*" });
        var message = new Message("b.1", default, headers: new Dictionary<string, string> { ["region"] = "eu-1" });
        Assert.True(subscription.Matches(message));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            subscription.Matches(message);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static OutgoingMessage Sale(string type, string? region) => new(
        Destination.Topic("sales"),
        new Message(
            type,
            Encoding.UTF8.GetBytes($"{type} {region}"),
            headers: region is null ? null : new Dictionary<string, string> { ["region"] = region }));
}
