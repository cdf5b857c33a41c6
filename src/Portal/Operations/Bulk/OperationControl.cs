using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Client.Security;
using Portal.Security.Abilities;

namespace Portal.Operations.Bulk;

/// <summary>
/// The operations as one person has them: one that runs is paused, resumed and cancelled only by those whose role could have started
/// it. What an administrator deletes an operator neither stops half-way nor sets going again.
/// </summary>
internal sealed class OperationControl(OperationGateway operations, CurrentPerson person) : IOperationGateway
{
    public Task<Outcome<Page<OperationView>>> ListAsync(OperationState? state, PageRequest page, CancellationToken cancellationToken) =>
        operations.ListAsync(state, page, cancellationToken);

    public Task<OperationView?> FindAsync(string id, CancellationToken cancellationToken) => operations.FindAsync(id, cancellationToken);

    public Task<Outcome<OperationView>> StartAsync(StartOperation request, string by, CancellationToken cancellationToken) =>
        operations.StartAsync(request, by, cancellationToken);

    public Task<Outcome<OperationView>> DeleteAsync(StartOperation request, string by, CancellationToken cancellationToken) =>
        operations.DeleteAsync(request, by, cancellationToken);

    public async Task<Outcome<OperationView>> PauseAsync(string id, string by, CancellationToken cancellationToken) =>
        await RefusedAsync(id, cancellationToken) ?? await operations.PauseAsync(id, by, cancellationToken);

    public async Task<Outcome<OperationView>> ResumeAsync(string id, string by, CancellationToken cancellationToken) =>
        await RefusedAsync(id, cancellationToken) ?? await operations.ResumeAsync(id, by, cancellationToken);

    public async Task<Outcome<OperationView>> CancelAsync(string id, string by, CancellationToken cancellationToken) =>
        await RefusedAsync(id, cancellationToken) ?? await operations.CancelAsync(id, by, cancellationToken);

    public Task<Outcome<Page<OperationItem>>> ItemsAsync(string id, ItemResult? result, PageRequest page, CancellationToken cancellationToken) =>
        operations.ItemsAsync(id, result, page, cancellationToken);

    private async Task<Outcome<OperationView>?> RefusedAsync(string id, CancellationToken cancellationToken) =>
        await person.FindAsync() is { } somebody
        && await operations.FindAsync(id, cancellationToken) is { } operation
        && Access.WhyNot(somebody, operation.Kind.Needs()) is { } why
            ? (Outcome<OperationView>)Problem.Forbidden(why)
            : null;
}
