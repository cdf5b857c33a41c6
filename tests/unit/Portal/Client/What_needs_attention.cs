using Portal.Client.Elements;
using Portal.Client.Orders;
using Portal.Client.Overview;
using Portal.Client.Queues;

namespace Unit.Portal.Client;

public class What_needs_attention
{
    private static readonly QueueView _queue = new("billing", 0, 0, 0, 0, 0, 8, 0, 0, false, 10, 30, null, 1);
    private static readonly ThirdPartyView _party = new("payments", true, DateTimeOffset.UnixEpoch, 5, null);

    [Fact]
    public void Nothing_when_all_is_well() => Assert.Empty(AttentionItem.Of(View([_queue with { Ready = 5, OldestAgeSeconds = 60 }], [_party])));

    [Fact]
    public void A_third_party_that_does_not_answer()
    {
        var item = Assert.Single(AttentionItem.Of(View([], [_party with { Healthy = false, LastError = "refused" }])));
        Assert.Equal((Tone.Bad, "payments does not answer: refused"), (item.Tone, item.Text));
        Assert.Empty(AttentionItem.Of(View([], [_party with { Healthy = false, LastCallAt = null }])));
    }

    [Theory]
    [InlineData(1, "1 message could not be handled")]
    [InlineData(1234, "1,234 messages could not be handled")]
    public void Dead_letters(long count, string words)
    {
        var item = Assert.Single(AttentionItem.Of(View([], [], count)));
        Assert.Equal((words, "dead-letters?status=failed"), (item.Text, item.Href));
    }

    [Fact]
    public void A_queue_that_nobody_takes_from()
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Consumers = 0, Ready = 3, OldestAgeSeconds = 99 }], [])));
        Assert.Equal((Tone.Bad, "3 messages wait in billing, and nobody takes them"), (item.Tone, item.Text));
    }

    [Theory]
    [InlineData(0, "billing is paused")]
    [InlineData(3, "billing is paused, 3 messages wait")]
    public void A_paused_queue(long ready, string words)
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Paused = true, Ready = ready, OldestAgeSeconds = 99 }], [])));
        Assert.Equal((Tone.Warn, words), (item.Tone, item.Text));
    }

    [Fact]
    public void A_queue_that_is_behind()
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Ready = 3, OldestAgeSeconds = 125 }], [])));
        Assert.Equal((Tone.Warn, "billing is behind: its oldest message waits for 2 min"), (item.Tone, item.Text));
    }

    [Fact]
    public void The_worst_comes_first()
    {
        var tones = AttentionItem.Of(View(
            [_queue with { Paused = true }, _queue with { Consumers = 0, Ready = 1 }, _queue with { Ready = 1, OldestAgeSeconds = 61 }],
            [_party with { Healthy = false }],
            2)).Select(i => i.Tone);
        Assert.Equal([Tone.Bad, Tone.Bad, Tone.Bad, Tone.Warn, Tone.Warn], tones);
    }

    private static OverviewView View(IReadOnlyList<QueueView> queues, IReadOnlyList<ThirdPartyView> parties, long deadLetters = 0) => new(
        [], [], [], queues, deadLetters, new Dictionary<OrderStatus, long>(), new Dictionary<global::Portal.Client.Instances.InstanceState, long>(), parties, 1);
}
