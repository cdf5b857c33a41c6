using System.Globalization;
using System.Text;
using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_a_dead_letter_is_edited
{
    private static readonly DeadLetterAction _alice = new("alice");

    [Fact]
    public async Task Should_be_resolved_by_a_message_of_its_own_that_belongs_to_the_same_conversation()
    {
        await using var test = await StartAsync();
        var headers = new Dictionary<string, string>
        {
            [MessageHeaders.CorrelationId] = "conversation", [MessageHeaders.CausationId] = "cause", ["x-kind"] = "old", [MessageHeaders.ReplyTo] = "me",
        };
        var original = new Message("text", Encoding.UTF8.GetBytes("wrong"), "text/plain", "m-1", headers);
        var ids = await test.FailAsync(new OutgoingMessage(Destination.Queue(Queue), original));
        var edited = await test.Broker.ReplayAsync(ids[0], Edit("right", new() { ["x-kind"] = "new", [MessageHeaders.CorrelationId] = "forged" }), _alice);

        var copy = await test.ReceiveOneAsync();
        Assert.Equal(("right", 1, 1), (Text(copy), copy.DeliveryCount, copy.Attempt));
        Assert.Equal((DeadLetterStatus.Resolved, copy.Message.Id), (edited.Status, edited.EditedTo));
        Assert.NotEqual("m-1", copy.Message.Id);
        Assert.Equal(
            new Dictionary<string, string>
            {
                [MessageHeaders.CorrelationId] = "conversation",
                [MessageHeaders.CausationId] = "m-1",
                [MessageHeaders.EditedFrom] = ids[0].ToString(CultureInfo.InvariantCulture),
                [MessageHeaders.ReplyTo] = "me",
                ["x-kind"] = "new",
            }.OrderBy(h => h.Key),
            copy.Message.Headers.OrderBy(h => h.Key));
        Assert.Equal(edited, await test.LetterAsync(ids[0]));
        Assert.Equal(0, test.Statistics().DeadLettered);
        var history = (await test.Broker.FindDeadLetterAsync(ids[0]))!.History;
        Assert.Equal(("edited", "alice"), (history[^1].What, history[^1].By));
        Assert.Contains(copy.Message.Id, history[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_named_by_the_dead_letter_that_the_copy_becomes()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("wrong");
        await test.Broker.ReplayAsync(ids[0], Edit("still wrong"), _alice);
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("no"));

        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery());
        var copy = letters.Single(l => l.Id != ids[0]);

        Assert.Equal(DeadLetterStatus.Failed, copy.Status);
        Assert.Equal(copy.MessageId, letters.Single(l => l.Id == ids[0]).EditedTo);
        var message = (await test.Broker.FindDeadLetterAsync(copy.Id))!.Message;
        Assert.Equal(ids[0].ToString(CultureInfo.InvariantCulture), message.Headers[MessageHeaders.EditedFrom]);
        Assert.Equal((await test.LetterAsync(ids[0])).MessageId, message.CorrelationId);
    }

    [Fact]
    public async Task Should_be_sent_once_when_two_edit_it_at_once()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("wrong");

        var both = await Task.WhenAll(TryAsync("one"), TryAsync("two")).Soon();

        Assert.Single(both, done => done);
        Assert.Single(await test.ReceiveAsync());
        async Task<bool> TryAsync(string text)
        {
            try
            {
                await test.Broker.ReplayAsync(ids[0], Edit(text), _alice);
                return true;
            }
            catch (DeadLetterStateException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Should_be_refused_where_it_cannot_go()
    {
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 10 });
        var ids = await test.FailAsync("wrong");

        await Assert.ThrowsAsync<MessageTooLargeException>(() => test.Broker.ReplayAsync(ids[0], Edit("far too long for it"), _alice));
        await Assert.ThrowsAsync<MessageTooLargeException>(
            () => test.Broker.ReplayAsync(ids[0], Edit("x", new() { ["h"] = new string('x', 70_000) }), _alice));
        await Assert.ThrowsAsync<UnknownQueueException>(() => test.Broker.ReplayAsync(ids[0], Edit("x"), new DeadLetterAction("alice", Queue: "nowhere")));
        Assert.Equal((DeadLetterStatus.Failed, 1, 0), ((await test.LetterAsync(ids[0])).Status, test.Statistics().DeadLettered, test.Statistics().Ready));
    }

    private static MessageEdit Edit(string text, Dictionary<string, string>? headers = null) => new(Encoding.UTF8.GetBytes(text), headers);
}
