using Portal.Client.Elements;

namespace Portal.Client.DeadLetters;

internal static class ArchiveWords
{
    public static string Done(DeadLetterView archived) => archived.DeletedOn is { } day
        ? $"Archived. It can be restored until {Figures.Exact(day)[..10]}"
        : "Archived. It can be restored";
}
