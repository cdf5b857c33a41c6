using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Instances;

/// <param name="Name">1 to 63 letters, digits and hyphens, starting with a letter or digit.</param>
/// <param name="Workload">A name from the allow-list; null for its first.</param>
public sealed record LaunchInstance(string? Name, string? Workload = null);

/// <summary>Instances, as pages and REST use them.</summary>
public interface IInstanceGateway
{
    /// <summary>The names of the allow-list.</summary>
    [Reads]
    IReadOnlyList<string> Workloads { get; }

    /// <summary>How long a stop is given before force is offered (<c>Compute:OfferForceAfterSeconds</c>).</summary>
    [Reads]
    TimeSpan ForceOfferedAfter { get; }

    /// <summary>Newest first; terminated ones stay in the list for an hour.</summary>
    [Reads]
    Task<Outcome<Page<InstanceView>>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Those that match, in the order of the filter, in keyset pages.</summary>
    [Reads]
    Task<Outcome<Page<InstanceView>>> ListAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken);

    [Reads]
    Task<InstanceView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>What happened to it, newest first.</summary>
    [Reads]
    Task<Outcome<Page<InstanceEvent>>> HistoryAsync(string id, PageRequest page, CancellationToken cancellationToken);

    /// <param name="request">What to launch.</param>
    /// <param name="by">Who asks, for the history.</param>
    /// <param name="cancellationToken">Stops waiting, not the launch.</param>
    [Needs(Ability.OperateInstances)]
    Task<Outcome<InstanceView>> LaunchAsync(LaunchInstance request, string? by, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts the action: the returned instance is already in the transitional state. 409 names the state or the
    /// protection that forbids it.
    /// </summary>
    /// <param name="id">The instance.</param>
    /// <param name="action">What to do.</param>
    /// <param name="force">For stop: kill at once instead of asking first. Also allowed while already stopping.</param>
    /// <param name="by">Who asks, for the history.</param>
    /// <param name="cancellationToken">Stops waiting, not the action.</param>
    [Needs(Ability.OperateInstances)]
    [Audited("instance.{action}")]
    Task<Outcome<InstanceView>> RequestAsync(
        string id, InstanceAction action, bool force, string? by, CancellationToken cancellationToken);

    /// <summary>Sets or clears the protection against stop, reboot and terminate.</summary>
    [Needs(Ability.OperateInstances)]
    Task<Outcome<InstanceView>> ProtectAsync(string id, bool isProtected, string? by, CancellationToken cancellationToken);

    /// <summary>Which actions the state machine allows now (protection aside).</summary>
    [Reads]
    IReadOnlyList<InstanceAction> Allowed(InstanceView instance);
}
