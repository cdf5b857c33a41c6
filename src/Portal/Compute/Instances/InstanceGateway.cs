using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Handlers;
using Portal.Compute.Processes;
using Portal.Compute.Setup;
using Portal.Compute.States;
using Portal.Data;
using Portal.Http;

namespace Portal.Compute.Instances;

/// <summary>Instances, as pages and REST use them: it accepts and answers; the handlers do the work.</summary>
internal sealed class InstanceGateway(
    ServiceStore<ComputeDbContext> store, IInstanceProvider provider, InstanceTurns turns, IOptions<ComputeOptions> options) : IInstanceGateway
{
    public IReadOnlyList<string> Workloads => provider.Workloads;

    public TimeSpan ForceOfferedAfter => options.Value.OfferForceAfter;

    public IReadOnlyList<InstanceAction> Allowed(InstanceView instance) => [.. Enum.GetValues<InstanceAction>()
        .Where(action => InstanceStateMachine.IsAllowed(instance.State, action, stuck: instance.DeadLetterId is not null))];

    public Task<Outcome<Page<InstanceView>>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(new InstanceFilter(), page, cancellationToken);

    public async Task<Outcome<Page<InstanceView>>> ListAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (page.Limit is < 1 or > PageRequest.MaxLimit)
            return Problem.Invalid("limit", $"must be 1 to {PageRequest.MaxLimit}");
        if (!page.TryAfter(out var after))
            return Cursor.Malformed;
        var query = new InstanceQuery(filter);
        var found = await store.ReadAsync(db => query.RunAsync(db, after, page.Limit + 1, cancellationToken), cancellationToken);
        return page.Of(found, instance => instance.ToView(), instance => query.CursorOf(instance).ToString());
    }

    public async Task<Outcome<Page<InstanceEvent>>> HistoryAsync(string id, PageRequest page, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        if (page.After is not null && !long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Cursor.Malformed;
        var found = await store.ReadAsync(
            db => db.History.AsNoTracking().Where(r => r.InstanceId == id && r.Version < before)
                .OrderByDescending(r => r.Version).Take(page.Limit + 1).ToListAsync(cancellationToken),
            cancellationToken);
        return page.Of(found, record => record.ToView(), record => record.Version.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<InstanceView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var instance = await store.ReadAsync(
            db => db.Instances.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken), cancellationToken);
        return instance?.ToView();
    }

    public async Task<Outcome<InstanceView>> LaunchAsync(LaunchInstance request, string? by, CancellationToken cancellationToken)
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

        return await store.WriteOnceAsync<InstanceView>(
            work =>
            {
                var instance = new Instance
                {
                    Id = InstanceIds.Next(),
                    Name = request.Name!,
                    Workload = workload,
                    CreatedAt = work.Now.ToUnixTimeMilliseconds(),
                };
                InstanceRequests.AcceptLaunch(work, instance, by);
                return instance.ToView();
            },
            cancellationToken);
    }

    public async Task<Outcome<InstanceView>> RequestAsync(
        string id, InstanceAction action, bool force, string? by, CancellationToken cancellationToken)
    {
        if (force && action is not InstanceAction.Stop)
            return Problem.Invalid("force", "applies to stop only");
        var outcome = await store.WriteOnceAsync<InstanceView>(
            async work =>
            {
                if (await FindAsync(work.Db, id, cancellationToken) is not { } instance)
                    return InstanceRefusals.NotFound(id);

                // The state first: what is terminated cannot be stopped with or without protection.
                if (!InstanceStateMachine.IsAllowed(instance.State, action, force, instance.Lifecycle.Stuck))
                    return InstanceRefusals.NotAllowed(instance, action);
                if (instance.IsProtected && action is not InstanceAction.Start)
                    return InstanceRefusals.Protected(instance, action);
                InstanceRequests.TryAccept(work, instance, action, force, by);
                return instance.ToView();
            },
            cancellationToken);

        // Whoever still waits for an earlier action of this instance need not wait any longer. Only a short cut: the worker of
        // this one would tell it too, once there is a worker free.
        if (outcome.Succeeded)
            turns.Supersede(id, outcome.Value.Version);
        return outcome;
    }

    public Task<Outcome<InstanceView>> ProtectAsync(string id, bool isProtected, string? by, CancellationToken cancellationToken) =>
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
                    work.Note(instance, isProtected ? "protect" : "unprotect", by);
                }

                return instance.ToView();
            },
            cancellationToken);

    private static Task<Instance?> FindAsync(ComputeDbContext db, string id, CancellationToken cancellationToken) =>
        db.Instances.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
}
