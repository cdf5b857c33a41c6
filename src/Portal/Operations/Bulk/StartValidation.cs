using System.Globalization;
using Messaging;
using Portal.Client.Operations;

namespace Portal.Operations.Bulk;

/// <summary>What a request to start must say.</summary>
internal static class StartValidation
{
    public const int MaxIds = 10_000;
    public const double MinRate = 0.1;
    public const double MaxRate = 100_000;

    public static Dictionary<string, string[]> Check(StartOperation request, IBroker broker)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if ((request.Ids is null) == (request.Filter is null))
            errors["filter"] = ["give either 'ids' or 'filter'; an empty filter covers everything"];
        if (request.Ids is { } ids)
            CheckIds(ids, errors);
        if (request.RatePerSecond is { } rate && !(rate >= MinRate && rate <= MaxRate))
            errors["ratePerSecond"] = [string.Create(CultureInfo.InvariantCulture, $"must be {MinRate} to {MaxRate:N0}")];
        if (request.Canary && request.Kind != OperationKind.Replay)
            errors["canary"] = ["is for replays"];
        if (request.Queue is { } queue)
        {
            if (request.Kind != OperationKind.Replay)
                errors["queue"] = ["is for replays"];
            else if (broker.Statistics(queue) is null)
                errors["queue"] = [$"there is no queue '{queue}'"];
        }

        return errors;
    }

    public static bool TryId(string? id, out long number) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static void CheckIds(IReadOnlyList<string> ids, Dictionary<string, string[]> errors)
    {
        if (ids.Count is 0 or > MaxIds)
        {
            errors["ids"] = [string.Create(CultureInfo.InvariantCulture, $"must be 1 to {MaxIds:N0}")];
            return;
        }

        for (var i = 0; i < ids.Count; i++)
        {
            if (!TryId(ids[i], out _))
            {
                errors[string.Create(CultureInfo.InvariantCulture, $"ids[{i}]")] = ["is not the id of a dead letter"];
                return; // the first is enough
            }
        }
    }
}
