namespace Messaging;

/// <summary>Something that is done to dead letters, and on whose behalf; it is noted in the history of each.</summary>
/// <param name="By">Who wants it.</param>
/// <param name="Operation">
/// The long work it is a part of, or null. With it an action can be repeated after a crash: what it did before, it does not do again.
/// </param>
/// <param name="Queue">For replays: another queue than the one it failed in; null, the default, for that one.</param>
/// <param name="Only">Refuse unless it is in this status; null, the default, for each status from which the action is possible.</param>
public sealed record DeadLetterAction(string By, string? Operation = null, string? Queue = null, DeadLetterStatus? Only = null);
