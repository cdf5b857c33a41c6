namespace Portal.Sandbox;

/// <summary>What all third parties ask of a request.</summary>
internal static class RequestRules
{
    private const int MaxReference = 200;

    public static void CheckReference(string? reference, Dictionary<string, string[]> errors)
    {
        if (reference is not { Length: >= 1 and <= MaxReference })
            errors["reference"] = [$"is required, with 1 to {MaxReference} characters"];
    }

    public static IResult Answer(Func<SandboxAnswer> act)
    {
        try
        {
            return act().ToResult();
        }
        catch (KeyReusedException e)
        {
            return TypedResults.Problem(e.Message, statusCode: 422, title: "The idempotency key was used for another request");
        }
    }
}
