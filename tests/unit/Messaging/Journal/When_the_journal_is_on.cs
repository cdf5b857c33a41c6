using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Unit.Support;

namespace Unit.Messaging.Journal;

public sealed class When_the_journal_is_on
{
    private readonly GreetDesk _desk = new();

    [Fact]
    public async Task Should_tell_the_life_of_a_message_that_was_handled()
    {
        await using var test = await StartAsync();
        var id = await test.Bus.SendAsync(new Greet("Ada"));
        await Deadline.Until(() => test.Broker.Statistics("greetings")!.Acknowledged == 1);

        Assert.Equal(
            [(BrokerEventKind.Published, 0), (BrokerEventKind.Delivered, 1), (BrokerEventKind.Acknowledged, 1)],
            (await test.Journal.ReadMessageAsync(id).Soon()).Select(e => (e.Kind, e.DeliveryCount)));
    }

    [Fact]
    public async Task Should_tell_why_it_failed_and_who_replayed_it()
    {
        await using var test = await StartAsync();
        _desk.Work = (_, _, _) => throw new InvalidOperationException("The pen is empty.");
        var id = await test.Bus.SendAsync(new Greet("Ada"));
        var letter = await test.DeadLetterAsync();
        _desk.Work = (_, _, _) => Task.CompletedTask;
        await test.Broker.ReplayAsync(letter.Id, "grace");
        await Deadline.Until(() => test.Broker.Statistics("greetings")!.Acknowledged == 1);
        var entries = await test.Journal.ReadMessageAsync(id).Soon();

        Assert.Equal(
            [
                BrokerEventKind.Published,
                BrokerEventKind.Delivered, BrokerEventKind.Retried,
                BrokerEventKind.Delivered, BrokerEventKind.DeadLettered,
                BrokerEventKind.Replayed,
                BrokerEventKind.Delivered, BrokerEventKind.Acknowledged,
            ],
            entries.Select(e => e.Kind));
        Assert.Equal((DeadLetterReasons.AttemptsExhausted, "The pen is empty."), (entries[4].Reason, entries[4].Detail));
        Assert.Equal("grace", entries[5].By);
    }

    [Fact]
    public async Task Should_tell_a_conversation_over_several_messages()
    {
        await using var test = await StartAsync();
        _desk.Work = (greet, context, token) => test.Bus.ReplyAsync(context, new Greeting($"Hello {greet.Name}"), token);
        await test.Bus.RequestAsync<Greet, Greeting>(new Greet("Ada"), TimeSpan.FromMinutes(1)).Soon();
        await Deadline.Until(() => test.Broker.Statistics("replies")!.Acknowledged == 1);
        await Deadline.Until(() => test.Broker.Statistics("greetings")!.Acknowledged == 1);
        var request = Assert.Single((await test.Journal.ListAsync(new JournalQuery("test.greet.v1")).Soon()).Entries, e => e.Kind == BrokerEventKind.Published);
        var entries = await test.Journal.ReadConversationAsync(request.MessageId).Soon();

        Assert.Equal((6, 2), (entries.Count, entries.Select(e => e.MessageId).Distinct().Count()));
        var reply = entries.First(e => e.Type == "test.greeting.v1");
        Assert.Equal((BrokerEventKind.Published, request.MessageId), (reply.Kind, reply.CausationId));
        Assert.True(entries.Single(e => e.Type == "test.greet.v1" && e.Kind == BrokerEventKind.Delivered).Sequence < reply.Sequence);
    }

    [Fact]
    public async Task Should_be_off_unless_asked_for()
    {
        await using var test = await TestHost.StartAsync(_ => { });

        Assert.Throws<InvalidOperationException>(() => test.Journal);
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        messaging =>
        {
            messaging.Journal = true;
            messaging.Queue("greetings", queue =>
            {
                queue.Options = new QueueOptions { MaxDeliveryAttempts = 2 };
                queue.Handle<Greet, GreetHandler>();
            });
        },
        services => services.AddSingleton(_desk));
}
