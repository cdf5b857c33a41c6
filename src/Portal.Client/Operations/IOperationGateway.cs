using System.Text.Json.Serialization;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Security;

namespace Portal.Client.Operations;

/// <summary>What to start: either <paramref name="Ids"/> or <paramref name="Filter"/>.</summary>
/// <param name="Kind">What to do to each.</param>
/// <param name="Ids">A selection, at most 10,000.</param>
/// <param name="Filter">Everything that matches now; what matches later is not covered.</param>
/// <param name="RatePerSecond">0.1 to 100,000; null for as fast as it goes.</param>
/// <param name="Canary">For replays: 1, then 10, then the rest; stops by itself when one comes back.</param>
/// <param name="Queue">For replays: another queue.</param>
public sealed record StartOperation(
    OperationKind Kind,
    IReadOnlyList<string>? Ids = null,
    DeadLetterFilter? Filter = null,
    double? RatePerSecond = null,
    bool Canary = false,
    string? Queue = null);

/// <summary>Long work on dead letters, as pages and REST use it.</summary>
public interface IOperationGateway
{
    /// <summary>Newest first; running, paused and stopped ones before all others when <paramref name="state"/> is null.</summary>
    [Reads]
    Task<Outcome<Page<OperationView>>> ListAsync(OperationState? state, PageRequest page, CancellationToken cancellationToken);

    [Reads]
    Task<OperationView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes down what it covers and answers; 400 when that is nothing. The work is done beside it. To delete, ask
    /// <see cref="DeleteAsync"/>: not everybody who may replay may do that.
    /// </summary>
    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<OperationView>> StartAsync(StartOperation request, string by, CancellationToken cancellationToken);

    /// <summary>The same for <see cref="OperationKind.Delete"/>, which cannot be undone.</summary>
    [Needs(Ability.Destroy)]
    [Audited("operation.start")]
    Task<Outcome<OperationView>> DeleteAsync(StartOperation request, string by, CancellationToken cancellationToken);

    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<OperationView>> PauseAsync(string id, string by, CancellationToken cancellationToken);

    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<OperationView>> ResumeAsync(string id, string by, CancellationToken cancellationToken);

    [Needs(Ability.ReplayDeadLetters)]
    Task<Outcome<OperationView>> CancelAsync(string id, string by, CancellationToken cancellationToken);

    /// <summary>What became of each, in the order of the work.</summary>
    [Reads]
    Task<Outcome<Page<OperationItem>>> ItemsAsync(string id, ItemResult? result, PageRequest page, CancellationToken cancellationToken);
}

/// <param name="DeadLetterId">The dead letter.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Words">Why not, or null.</param>
/// <param name="At">When, or null while it waits.</param>
public sealed record OperationItem(string DeadLetterId, ItemResult Result, string? Words, DateTimeOffset? At);

[JsonConverter(typeof(JsonStringEnumConverter<ItemResult>))]
public enum ItemResult
{
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("done")] Done,
    [JsonStringEnumMemberName("skipped")] Skipped,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("failedAgain")] FailedAgain,
}
