namespace Messaging;

/// <summary>Which entries of the journal are wanted, newest first.</summary>
/// <param name="Type">Only of this message type.</param>
/// <param name="From">Only from this time on.</param>
/// <param name="To">Only before this time.</param>
/// <param name="Limit">
/// At most so many records a page, 1 to 1,000. Default 100. A record is what happened to one message within a moment; a page
/// holds whole records, so it can have a few times as many entries, or fewer where the times cut some off.
/// </param>
/// <param name="Before">Goes on where the last page ended: its <see cref="JournalPage.Next"/>. Default: from the newest.</param>
public sealed record JournalQuery(
    string? Type = null, DateTimeOffset? From = null, DateTimeOffset? To = null, int Limit = 100, long? Before = null);
