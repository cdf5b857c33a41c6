using System.Globalization;
using Messaging;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;

namespace Portal.Operations.DeadLetters;

/// <summary>What people do to one dead letter.</summary>
internal sealed class DeadLetterDesk(IBroker broker, DeadLetterEditing editing)
{
    public static bool TryId(string id, out long number) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    public async Task<Outcome<DeadLetter>> ReplayAsync(string id, DeadLetterEdit? edit, string by, CancellationToken cancellationToken)
    {
        if (!TryId(id, out var number) || await broker.FindDeadLetterAsync(number, cancellationToken) is not { } content)
            return Problem.NotFound("dead letter", id);
        edit ??= new DeadLetterEdit();
        if (edit is { ChangesMessage: false, Queue: null })
            return await DoAsync(number, () => broker.ReplayAsync([number], new DeadLetterAction(by), cancellationToken));

        // A status that does not allow it is said first: whoever lost the race need not mend his edit.
        if (content.DeadLetter.Status != Messaging.DeadLetterStatus.Failed)
            return BrokerProblems.Of(new DeadLetterStateException(number, content.DeadLetter.Status));
        var errors = editing.Errors(content, edit);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var action = new DeadLetterAction(by, Queue: edit.Queue);
        if (!edit.ChangesMessage)
            return await DoAsync(number, () => broker.ReplayAsync([number], action, cancellationToken));
        return await DoAsync(number, async () =>
            [new DeadLetterResult(number, await broker.ReplayAsync(number, editing.ToEdit(content, edit), action, cancellationToken), null, false)]);
    }

    public Task<Outcome<DeadLetter>> ArchiveAsync(string id, string by, CancellationToken cancellationToken) =>
        DoAsync(id, number => broker.ArchiveAsync([number], new DeadLetterAction(by), cancellationToken));

    public Task<Outcome<DeadLetter>> RestoreAsync(string id, string by, CancellationToken cancellationToken) =>
        DoAsync(id, number => broker.RestoreAsync([number], new DeadLetterAction(by), cancellationToken));

    /// <summary>Answers with it as it was.</summary>
    public async Task<Outcome<DeadLetter>> DeleteAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (!TryId(id, out var number) || await broker.FindDeadLetterAsync(number, cancellationToken) is not { } content)
            return Problem.NotFound("dead letter", id);
        return await DoAsync(number, async () =>
        {
            var result = (await broker.DeleteAsync([number], new DeadLetterAction(by), cancellationToken))[0];
            return [result with { Letter = content.DeadLetter with { Version = content.DeadLetter.Version + 1 } }];
        });
    }

    private static Task<Outcome<DeadLetter>> DoAsync(string id, Func<long, Task<IReadOnlyList<DeadLetterResult>>> work) =>
        TryId(id, out var number)
            ? DoAsync(number, () => work(number))
            : Task.FromResult<Outcome<DeadLetter>>(Problem.NotFound("dead letter", id));

    private static async Task<Outcome<DeadLetter>> DoAsync(long id, Func<Task<IReadOnlyList<DeadLetterResult>>> work)
    {
        try
        {
            var result = (await work())[0];
            if (result.Refusal is not UnknownQueueException unknown)
                return result.Refusal is { } refusal ? BrokerProblems.Of(refusal) : result.Letter!;
            return Problem.Conflict(
                "The queue does not exist", $"Dead letter {id} cannot be replayed: there is no queue '{unknown.Queue}'. Choose another one.");
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }
}
