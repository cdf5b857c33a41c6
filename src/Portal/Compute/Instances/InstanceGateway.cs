using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Handlers;
using Portal.Compute.Processes;
using Portal.Compute.States;
using Portal.Data;
using Portal.Http;

namespace Portal.Compute.Instances;

/// <summary>Instances, as pages and REST use them: it accepts and answers; the handlers do the work.</summary>
internal sealed class InstanceGateway(
    ServiceStore<ComputeDbContext> store, IInstanceProvider provider, InstanceTurns turns, TimeProvider time) : IInstanceGateway
{
    private static readonly TimeSpan _terminatedShownFor = TimeSpan.FromHours(1);

    public IReadOnlyList<string> Workloads => provider.Workloads;

    public IReadOnlyList<InstanceAction> Allowed(InstanceState state) =>
        [.. Enum.GetValues<InstanceAction>().Where(action => InstanceStateMachine.IsAllowed(state, action))];

    public async Task<Outcome<Page<InstanceView>>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        if (page.Limit is < 1 or > PageRequest.MaxLimit)
            return Problem.Invalid("limit", $"must be 1 to {PageRequest.MaxLimit}");
        Cursor? after = null;
        if (page.After is { } text)
        {
            if (!Cursor.TryParse(text, out var cursor))
                return Cursor.Malformed;
            after = cursor;
        }

        var gone = (time.GetUtcNow() - _terminatedShownFor).ToUnixTimeMilliseconds();
        var found = await store.ReadAsync(
            db =>
            {
                var query = db.Instances.AsNoTracking().Where(i => i.State != InstanceState.Terminated || i.UpdatedAt > gone);
                if (after is { } from)
                {
                    query = query.Where(i =>
                        i.CreatedAt <= from.At && (i.CreatedAt < from.At || string.Compare(i.Id, from.Id) < 0));
                }

                return query.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
            },
            cancellationToken);
        var items = found.Take(page.Limit).ToList();
        var next = found.Count > page.Limit ? new Cursor(items[^1].CreatedAt, items[^1].Id).ToString() : null;
        return new Page<InstanceView>([.. items.Select(i => i.ToView())], next);
    }

    public async Task<InstanceView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var instance = await store.ReadAsync(
            db => db.Instances.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken), cancellationToken);
        return instance?.ToView();
    }

    public async Task<Outcome<InstanceView>> LaunchAsync(LaunchInstance request, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrEmpty(request.Name))
            errors["name"] = ["is required"];
        else if (!InstanceNames.IsValid(request.Name))
            errors["name"] = [$"must be {InstanceNames.Rule}"];
        var workload = request.Workload ?? Workloads[0];
        if (!Workloads.Contains(workload, StringComparer.Ordinal))
            errors["workload"] = [$"must be one of the allow-list: {string.Join(", ", Workloads)}"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);

        return await store.WriteAsync(
            work =>
            {
                var instance = new Instance
                {
                    Id = InstanceIds.Next(),
                    Name = request.Name!,
                    Workload = workload,
                    CreatedAt = work.Now.ToUnixTimeMilliseconds(),
                };
                InstanceRequests.AcceptLaunch(work, instance);
                return Task.FromResult(instance.ToView());
            },
            cancellationToken);
    }

    public async Task<Outcome<InstanceView>> RequestAsync(
        string id, InstanceAction action, bool force, CancellationToken cancellationToken)
    {
        if (force && action is not InstanceAction.Stop)
            return Problem.Invalid("force", "applies to stop only");
        var outcome = await store.WriteAsync<Outcome<InstanceView>>(
            async work =>
            {
                if (await FindAsync(work.Db, id, cancellationToken) is not { } instance)
                    return InstanceRefusals.NotFound(id);

                // The state first: what is terminated cannot be stopped with or without protection.
                if (!InstanceStateMachine.IsAllowed(instance.State, action, force))
                    return InstanceRefusals.NotAllowed(instance, action);
                if (instance.IsProtected && action is not InstanceAction.Start)
                    return InstanceRefusals.Protected(instance, action);
                InstanceRequests.TryAccept(work, instance, action, force);
                return instance.ToView();
            },
            cancellationToken);

        // Whoever still waits for an earlier action of this instance need not wait any longer. Only a short cut: the worker of
        // this one would tell it too, once there is a worker free.
        if (outcome.Succeeded)
            turns.Supersede(id, outcome.Value.Version);
        return outcome;
    }

    public Task<Outcome<InstanceView>> ProtectAsync(string id, bool isProtected, CancellationToken cancellationToken) =>
        store.WriteAsync<Outcome<InstanceView>>(
            async work =>
            {
                if (await FindAsync(work.Db, id, cancellationToken) is not { } instance)
                    return InstanceRefusals.NotFound(id);
                if (instance.State is InstanceState.Terminated)
                    return InstanceRefusals.Terminated(instance);
                if (instance.IsProtected != isProtected)
                {
                    instance.Protect(isProtected, work.Now);
                    work.Changed(instance.ToView());
                }

                return instance.ToView();
            },
            cancellationToken);

    private static Task<Instance?> FindAsync(ComputeDbContext db, string id, CancellationToken cancellationToken) =>
        db.Instances.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
}
