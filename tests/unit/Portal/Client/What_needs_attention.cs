using Portal.Client.Charts;
using Portal.Client.Elements;
using Portal.Client.Orders;
using Portal.Client.Overview;
using Portal.Client.Queues;

namespace Unit.Portal.Client;

public class What_needs_attention
{
    private static readonly QueueView _queue = new("billing", 0, 0, 0, 0, 0, 8, 0, 0, false, 1);
    private static readonly ThirdPartyView _party = new("payments", true, DateTimeOffset.UnixEpoch, 5, null);
    private static readonly CircuitView _circuit = new("payments", "open", DateTimeOffset.UnixEpoch, 5, null, "503");

    [Fact]
    public void Nothing_when_all_is_well() => Assert.Empty(AttentionItem.Of(View([_queue with { Ready = 5, OldestAgeSeconds = 60 }], [_party])));

    [Fact]
    public void A_third_party_that_does_not_answer()
    {
        var item = Assert.Single(AttentionItem.Of(View([], [_party with { Healthy = false, LastError = "refused" }])));
        Assert.Equal((Tone.Bad, "No answer from payments: refused"), (item.Tone, item.Text));
        Assert.Empty(AttentionItem.Of(View([], [_party with { Healthy = false, LastCallAt = null }])));
    }

    [Theory]
    [InlineData(1, "1 message could not be handled")]
    [InlineData(1234, "1,234 messages could not be handled")]
    public void Dead_letters(long count, string words)
    {
        var item = Assert.Single(AttentionItem.Of(View([], [], _stored with { FailedMessages = count })));
        Assert.Equal((words, "dead-letters?status=failed"), (item.Text, item.Href));
    }

    [Fact]
    public void Groups_of_dead_letters_and_what_is_in_none_of_those_listed()
    {
        var items = AttentionItem.Of(View([], [], _stored with
        {
            FailedMessages = 10,
            FailureGroups = [new("A in B", 7, null, "a"), new("C in D", 1, null, "c")],
        }));
        Assert.Equal(
            ["7 messages could not be handled: A in B", "1 message could not be handled: C in D", "2 messages more could not be handled"],
            items.Select(item => item.Text));
    }

    [Fact]
    public void An_instance_that_stopped_by_itself_and_an_operation_that_did()
    {
        var items = AttentionItem.Of(View([], [], _stored with
        {
            FailedInstances = [new("i-1", "web", "It ended by itself.", DateTimeOffset.UnixEpoch)],
            StoppedOperations = [new("o 1", "Replay 12", "3 came back")],
        })).ToList();
        Assert.Equal([(Tone.Bad, "Stopped: Replay 12 (3 came back)", "operations/o%201"), (Tone.Warn, "web stopped: It ended by itself.", "instances/i-1")], items.Select(i => (i.Tone, i.Text, i.Href)));
    }

    [Fact]
    public void A_queue_that_nobody_takes_from()
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Consumers = 0, Ready = 3, OldestAgeSeconds = 99, IsFallingBehind = true }], [])));
        Assert.Equal((Tone.Bad, "3 messages wait in billing, and nobody takes them", "queues/billing"), (item.Tone, item.Text, item.Href));
    }

    [Fact]
    public void A_queue_whose_circuit_is_open_but_not_one_that_only_counts()
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Ready = 3, OldestAgeSeconds = 99, IsFallingBehind = true, Circuits = [_circuit, _circuit with { State = "closed" }] }], [])));
        Assert.Equal((Tone.Bad, "billing waits for payments: 503"), (item.Tone, item.Text));
    }

    [Theory]
    [InlineData(0, "billing is paused")]
    [InlineData(3, "billing is paused, 3 messages wait")]
    public void A_paused_queue(long ready, string words)
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Paused = true, Ready = ready, OldestAgeSeconds = 99 }], [])));
        Assert.Equal((Tone.Warn, words), (item.Tone, item.Text));
    }

    [Theory]
    [InlineData(false, "billing is behind: its oldest message waits for 2 min")]
    [InlineData(true, "billing is stuck: its oldest message waits for 2 min, and longer by the second")]
    public void A_queue_that_is_behind(bool isFalling, string words)
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Ready = 3, OldestAgeSeconds = 125, IsFallingBehind = isFalling }], [])));
        Assert.Equal((Tone.Warn, words), (item.Tone, item.Text));
    }

    [Fact]
    public void A_queue_that_is_damaged_once()
    {
        var item = Assert.Single(AttentionItem.Of(View([_queue with { Ready = 3, OldestAgeSeconds = 125, IsFallingBehind = true, IsDamaged = true }], [])));
        Assert.Equal((Tone.Bad, "queues/billing"), (item.Tone, item.Href));
        Assert.StartsWith("billing is damaged on the disk", item.Text, StringComparison.Ordinal);
        Assert.Equal(("damaged", Tone.Bad), (QueueWords.State(_queue with { IsDamaged = true, Paused = true }), QueueWords.ToneOf(_queue with { IsDamaged = true })));
    }

    [Theory]
    [InlineData(StorageTroubleKind.NoRoom, Tone.Bad, "The disk is full: what needs room is refused")]
    [InlineData(StorageTroubleKind.NotSynced, Tone.Bad, "The disk failed under sales.db: nothing is lost")]
    [InlineData(StorageTroubleKind.NotWritten, Tone.Bad, "sales.db could not be written 2 min ago: ")]
    public void What_is_wrong_with_the_disk_before_all_else(StorageTroubleKind kind, Tone tone, string words)
    {
        var end = DateTimeOffset.UnixEpoch.AddHours(1);
        var view = View([], [_party with { Healthy = false }]) with
        {
            History = FigureHistory.Empty with { End = end },
            Troubles = [new StorageTrouble(kind, "sales.db", end.AddSeconds(-125))],
        };
        var items = AttentionItem.Of(view).ToList();
        Assert.Equal((2, tone), (items.Count, items[0].Tone));
        Assert.StartsWith(words, items[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_nearly_full_after_what_is_worse()
    {
        var items = AttentionItem.Of(
            View([], [_party with { Healthy = false }]) with { Troubles = [new StorageTrouble(StorageTroubleKind.LittleRoom, FreeBytes: 200 << 20)] });
        Assert.Equal(["No answer from payments", "The disk is nearly full: 200 MiB are left"], items.Select(i => i.Text));
    }

    [Fact]
    public void The_worst_comes_first()
    {
        var tones = AttentionItem.Of(View(
            [_queue with { Paused = true }, _queue with { Consumers = 0, Ready = 1 }, _queue with { Ready = 1, OldestAgeSeconds = 61 }],
            [_party with { Healthy = false }],
            _stored with { FailedMessages = 2 })).Select(i => i.Tone);
        Assert.Equal([Tone.Bad, Tone.Bad, Tone.Bad, Tone.Warn, Tone.Warn], tones);
    }

    [Fact]
    public void What_is_not_counted_yet_is_not_said_to_be_well_or_ill() => Assert.Empty(AttentionItem.Of(View([], [], null)));

    private static readonly StoredFigures _stored = new(
        [], new Dictionary<OrderStatus, long>(), new Dictionary<global::Portal.Client.Instances.InstanceState, long>(), [], 0, [], []);

    private static OverviewView View(IReadOnlyList<QueueView> queues, IReadOnlyList<ThirdPartyView> parties, StoredFigures? stored = null) =>
        new(FigureHistory.Empty, queues, parties, stored, 1);
}
