namespace Portal.Sandbox.Payments;

/// <summary>The payment gateway over HTTP.</summary>
internal static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder group)
    {
        group.MapPost("/charges", Charge);
        group.MapPost("/refunds", Refund);
    }

    private static IResult Charge(ChargeRequest request, HttpRequest http, PaymentGateway payments)
    {
        var errors = new Dictionary<string, string[]>();
        RequestRules.CheckReference(request.Reference, errors);
        if (request.Amount <= 0)
            errors["amount"] = ["must be more than 0"];
        if (request.Currency is not { Length: 3 } currency || !currency.All(char.IsAsciiLetterUpper))
            errors["currency"] = ["must be three capital letters"];
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : RequestRules.Answer(() => payments.Charge(request, IdempotencyKey.Of(http)));
    }

    private static IResult Refund(RefundRequest request, HttpRequest http, PaymentGateway payments)
    {
        var errors = new Dictionary<string, string[]>();
        RequestRules.CheckReference(request.Reference, errors);
        if (string.IsNullOrEmpty(request.ChargeId))
            errors["chargeId"] = ["is required"];
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : RequestRules.Answer(() => payments.Refund(request, IdempotencyKey.Of(http)));
    }
}
