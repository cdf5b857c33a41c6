namespace Portal.Client.DeadLetters;

/// <summary>What <see cref="DeadLetterFilter"/> promises, for changes that come through the feed instead of the gateway.</summary>
internal static class DeadLetterMatch
{
    public static bool Matches(DeadLetterFilter filter, DeadLetterView letter) =>
        (filter.Queue is null || filter.Queue == letter.Queue)
        && (filter.Type is null || filter.Type == letter.Type)
        && (filter.Status is null || filter.Status == letter.Status)
        && (filter.Text is null || Contains(filter.Text, letter.MessageId, letter.Type, letter.Reason, letter.ExceptionType, letter.ExceptionMessage));

    private static bool Contains(string text, params string?[] places) =>
        places.Any(place => place?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
