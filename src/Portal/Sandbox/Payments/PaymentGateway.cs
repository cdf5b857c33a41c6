namespace Portal.Sandbox.Payments;

/// <summary>The stand-in payment gateway: takes every card except those that end in 0002, and gives money back once.</summary>
internal sealed class PaymentGateway(SandboxBooks books, TimeProvider time)
{
    private const string DeclinedEnding = "0002";

    public SandboxAnswer Charge(ChargeRequest request, string? key)
    {
        // As little of the card as will do.
        var remembered = request with { Card = request.Card is { Length: > 4 } card ? card[^4..] : request.Card };
        var call = new SandboxCall(SandboxParties.Payments, "charge", key, request.Reference!, SandboxJson.Write(remembered));
        return books.DoOnce(call, () =>
        {
            if (request.Card?.EndsWith(DeclinedEnding, StringComparison.Ordinal) is true)
                return new SandboxAnswer(402, SandboxJson.Write(new Declined(true, "The card was declined: insufficient funds.")));
            var charge = new Charge(
                "ch_" + Guid.CreateVersion7().ToString("N"), request.Reference!, request.Amount, request.Currency!, "succeeded", time.GetUtcNow());
            return new SandboxAnswer(201, SandboxJson.Write(charge), charge.Id);
        });
    }

    public SandboxAnswer Refund(RefundRequest request, string? key)
    {
        var call = new SandboxCall(SandboxParties.Payments, "refund", key, request.Reference!, SandboxJson.Write(request));
        return books.DoOnce(call, () =>
        {
            if (books.FindByName("charge", request.ChargeId!) is not { } charged)
                return new SandboxAnswer(404, SandboxJson.Write(new { error = $"There is no charge '{request.ChargeId}'." }), IsRepeat: true);
            if (books.FindByName("refund", request.ChargeId!) is { } refunded)
                return refunded.Answer with { IsRepeat = true };
            var charge = SandboxJson.Read<Charge>(charged.Answer.Body);
            var refund = new Refund(
                "re_" + Guid.CreateVersion7().ToString("N"),
                charge.Id,
                request.Reference!,
                charge.Amount,
                charge.Currency,
                "succeeded",
                time.GetUtcNow());
            return new SandboxAnswer(201, SandboxJson.Write(refund), charge.Id);
        });
    }

    /// <summary>What really happened, declined ones included.</summary>
    public IReadOnlyList<Charge> Charges(string? reference) => [.. books.Find("charge", reference).Select(ToCharge)];

    public IReadOnlyList<Refund> Refunds(string? reference) =>
        [.. books.Find("refund", reference).Select(r => SandboxJson.Read<Refund>(r.Answer.Body))];

    private Charge ToCharge(SandboxRecord record)
    {
        if (record.Answer.Name is not { } id)
        {
            var request = SandboxJson.Read<ChargeRequest>(record.Call.Request);
            return new Charge("", record.Call.Reference, request.Amount, request.Currency!, "declined", record.At);
        }

        var refund = books.FindByName("refund", id) is { } refunded ? SandboxJson.Read<Refund>(refunded.Answer.Body) : null;
        return SandboxJson.Read<Charge>(record.Answer.Body) with { RefundId = refund?.Id };
    }
}
