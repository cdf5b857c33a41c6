using Messaging;
using Portal.Client.Messages;
using Portal.Journeys;

namespace Unit.Portal.Journeys;

/// <summary>What is made of the journal's entries, where they are not as usual.</summary>
public class The_trail_of_a_message
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _sequence;

    [Fact]
    public void A_replay_goes_on_with_the_count_and_says_by_whom()
    {
        var delivery = Only(
            Entry(BrokerEventKind.Published),
            Entry(BrokerEventKind.Delivered, 1),
            Entry(BrokerEventKind.DeadLettered, 1, "attempts-exhausted", "No such invoice"),
            Entry(BrokerEventKind.Replayed, by: "ada"),
            Entry(BrokerEventKind.Delivered, 2),
            Entry(BrokerEventKind.Acknowledged, 2));
        Assert.Equal(DeliveryState.Handled, delivery.State);
        Assert.Equal([(1, AttemptOutcome.DeadLettered), (2, AttemptOutcome.Handled)], delivery.Attempts.Select(a => (a.Number, a.Outcome)));
        Assert.Equal("No such invoice", delivery.Attempts[0].Detail);
        Assert.Equal("ada", Assert.Single(delivery.Replays).By);
    }

    [Fact]
    public void An_attempt_whose_end_nobody_told_was_broken_off()
    {
        var delivery = Only(
            Entry(BrokerEventKind.Published), Entry(BrokerEventKind.Delivered, 1), Entry(BrokerEventKind.Delivered, 2), Entry(BrokerEventKind.Acknowledged, 2));
        Assert.Equal([AttemptOutcome.Interrupted, AttemptOutcome.Handled], delivery.Attempts.Select(a => a.Outcome));
    }

    [Fact]
    public void An_end_whose_beginning_is_in_a_gap_is_an_attempt_all_the_same()
    {
        var delivery = Only(Entry(BrokerEventKind.Acknowledged, 3));
        Assert.Equal((3, AttemptOutcome.Handled), (delivery.Attempts[0].Number, delivery.Attempts[0].Outcome));
    }

    [Fact]
    public void What_is_to_be_tried_again_has_not_exhausted_its_attempts()
    {
        var delivery = Only(
            Entry(BrokerEventKind.Published), Entry(BrokerEventKind.Delivered, 1), Entry(BrokerEventKind.Retried, 1, DeadLetterReasons.AttemptsExhausted));
        Assert.Equal(DeliveryState.Retrying, delivery.State);
        Assert.Null(delivery.Attempts[0].Reason);
    }

    [Fact]
    public void An_event_nobody_wanted_reached_no_queue()
    {
        var message = Assert.Single(Trail.Of([Entry(BrokerEventKind.Unroutable)], []));
        Assert.Empty(message.Deliveries);
    }

    [Fact]
    public void The_sender_is_the_service_its_type_names_or_somebody_outside()
    {
        Assert.Equal("billing", Trail.Of([Entry(BrokerEventKind.Published, type: "billing.x.v1")], [])[0].From);
        Assert.Equal("outside", Trail.Of([Entry(BrokerEventKind.Published, type: "hello")], [])[0].From);
    }

    [Fact]
    public void Causes_that_go_in_a_circle_end()
    {
        var trail = Trail.Of(
            [Entry(BrokerEventKind.Published, id: "a", cause: "b"), Entry(BrokerEventKind.Published, id: "b", cause: "a")], []);
        Assert.Equal(["b"], Relatives.CausesOf(trail[0], trail).Select(m => m.Id));
        Assert.Equal(["b"], Relatives.EffectsOf(trail[0], trail).Select(m => m.Id));
    }

    private static DeliveryView Only(params JournalEntry[] entries) => Assert.Single(Assert.Single(Trail.Of(entries, [])).Deliveries);

    private JournalEntry Entry(
        BrokerEventKind kind, int delivery = 0, string? reason = null, string? detail = null, string? by = null, string type = "sales.x.v1", string id = "m", string? cause = null) =>
        new(++_sequence, _start.AddMilliseconds(_sequence), kind, id, type, "c", cause, "q", delivery, reason, detail, by);
}
