using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

/// <summary>Makes dead letters.</summary>
internal static class Failing
{
    /// <summary>One dead letter for each text, in their order; answers with their ids.</summary>
    public static async Task<long[]> FailAsync(this TestBroker test, params OutgoingMessage[] messages)
    {
        await test.PublishAsync(messages);
        for (var failed = 0; failed < messages.Length;)
        {
            foreach (var delivery in await test.Broker.ReceiveAsync(Queue, 1000, Deadline.Generous).Soon())
            {
                await test.Broker.DeadLetterAsync(delivery.LeaseToken, new Failure("no", "System.Exception", "It broke.", "System.Exception: It broke."));
                failed++;
            }
        }

        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery(Limit: 1000));
        return [.. messages.Select(m => letters.Single(l => l.MessageId == m.Message.Id).Id)];
    }

    public static Task<long[]> FailAsync(this TestBroker test, params string[] texts) => test.FailAsync([.. texts.Select(t => Text(t))]);

    public static async Task<DeadLetter> LetterAsync(this TestBroker test, long id) => (await test.Broker.FindDeadLetterAsync(id))!.DeadLetter;
}
