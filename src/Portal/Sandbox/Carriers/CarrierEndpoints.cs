using Portal.Client.Contracts;
using Portal.Http;

namespace Portal.Sandbox.Carriers;

/// <summary>The carriers over HTTP.</summary>
internal static class CarrierEndpoints
{
    private const int MaxItems = 1_000_000;

    public static void MapCarriers(this IEndpointRouteBuilder group)
    {
        group.MapPost("/{carrier}/rates", Rates);
        group.MapPost("/{carrier}/labels", Labels);
    }

    private static IResult Rates(string carrier, ParcelRequest request) => With(carrier, request, found =>
        TypedResults.Content(SandboxJson.Write(CarrierDesk.Rate(found, request)), "application/json"));

    private static IResult Labels(string carrier, ParcelRequest request, HttpRequest http, CarrierDesk desk) => With(carrier, request, found =>
        RequestRules.Answer(() => desk.Label(found, request, IdempotencyKey.Of(http))));

    private static IResult With(string carrier, ParcelRequest request, Func<Carrier, IResult> act)
    {
        if (Carrier.Find(carrier) is not { } found)
            return Problem.NotFound("carrier", carrier).ToResult();
        var errors = new Dictionary<string, string[]>();
        RequestRules.CheckReference(request.Reference, errors);
        if (request.Items is < 1 or > MaxItems)
            errors["items"] = [$"must be 1 to {MaxItems}"];
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : act(found);
    }
}
