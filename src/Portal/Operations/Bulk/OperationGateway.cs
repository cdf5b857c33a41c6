using System.Globalization;
using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Http;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

internal sealed class OperationGateway(
    ServiceStore<OperationsDbContext> store, OperationSnapshot snapshot, OperationBook book, OperationRunner runner, OperationItems items, IBroker broker)
    : IOperationGateway
{
    public async Task<Outcome<Page<OperationView>>> ListAsync(OperationState? state, PageRequest page, CancellationToken cancellationToken)
    {
        // The cursor's time is the group: 0 for those that are not over, 1 for the others.
        Cursor cursor = default;
        long after = 0;
        if (page.After is not null && (!Cursor.TryParse(page.After, out cursor) || !StartValidation.TryId(cursor.Id, out after)))
            return Cursor.Malformed;
        var operations = await store.ReadAsync(
            db =>
            {
                var query = db.Operations.AsNoTracking();
                if (state is not null)
                    query = query.Where(o => o.State == state);
                if (page.After is not null)
                    query = query.Where(o => o.IsOver > cursor.At || (o.IsOver == cursor.At && o.Seq < after));
                return query.OrderBy(o => o.IsOver).ThenByDescending(o => o.Seq).Take(page.Limit + 1).ToListAsync(cancellationToken);
            },
            cancellationToken);
        return page.Of(operations, o => o.ToView(), o => new Cursor(o.IsOver, o.Seq.ToString(CultureInfo.InvariantCulture)).ToString());
    }

    public async Task<OperationView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var operation = await store.ReadAsync(
            db => db.Operations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken), cancellationToken);
        return operation?.ToView();
    }

    public Task<Outcome<OperationView>> StartAsync(StartOperation request, string by, CancellationToken cancellationToken) =>
        request.Kind == OperationKind.Delete
            ? Task.FromResult<Outcome<OperationView>>(Problem.Invalid("kind", "to delete is asked for by itself"))
            : TakeAsync(request, by, cancellationToken);

    public Task<Outcome<OperationView>> DeleteAsync(StartOperation request, string by, CancellationToken cancellationToken) =>
        TakeAsync(request with { Kind = OperationKind.Delete }, by, cancellationToken);

    public Task<Outcome<OperationView>> PauseAsync(string id, string by, CancellationToken cancellationToken) =>
        AskAsync(id, OperationState.Paused, by, cancellationToken);

    public Task<Outcome<OperationView>> ResumeAsync(string id, string by, CancellationToken cancellationToken) =>
        AskAsync(id, OperationState.Running, by, cancellationToken);

    public Task<Outcome<OperationView>> CancelAsync(string id, string by, CancellationToken cancellationToken) =>
        AskAsync(id, OperationState.Cancelled, by, cancellationToken);

    public Task<Outcome<Page<OperationItem>>> ItemsAsync(
        string id, ItemResult? result, PageRequest page, CancellationToken cancellationToken) => items.ListAsync(id, result, page, cancellationToken);

    private async Task<Outcome<OperationView>> TakeAsync(StartOperation request, string by, CancellationToken cancellationToken)
    {
        var errors = StartValidation.Check(request, broker);
        return errors.Count > 0 ? Problem.Invalid(errors) : await snapshot.TakeAsync(request, by, cancellationToken);
    }

    private async Task<Outcome<OperationView>> AskAsync(string id, OperationState wanted, string by, CancellationToken cancellationToken)
    {
        var outcome = await book.AskAsync(id, wanted, by, cancellationToken);
        if (!outcome.Succeeded)
            return outcome.Problem;
        runner.Changed(outcome.Value);
        return outcome.Value.ToView();
    }
}
