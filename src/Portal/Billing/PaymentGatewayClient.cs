using System.Net;
using System.Text.Json.Serialization;
using Messaging;

namespace Portal.Billing;

/// <summary>
/// Calls the payment provider. Every call carries an idempotency key made of the order, so that a call repeated after a crash
/// charges or refunds once.
/// </summary>
internal sealed class PaymentGatewayClient(HttpClient http)
{
    public const string Name = "payments";

    /// <exception cref="DownstreamUnavailableException">No useful answer; try again later.</exception>
    public async Task<ChargeResult> ChargeAsync(
        string orderId, decimal amount, string currency, string? card, CancellationToken cancellationToken)
    {
        var body = new { reference = orderId, amount, currency, card };
        using var response = await PostAsync("charges", "charge-" + orderId, body, cancellationToken);
        if (response.StatusCode == HttpStatusCode.PaymentRequired)
            return new ChargeResult(null, (await ReadAsync<Declined>(response, cancellationToken)).Reason);
        return new ChargeResult((await ReadAsync<Charged>(response, cancellationToken)).Id, null);
    }

    /// <exception cref="DownstreamUnavailableException">No useful answer; try again later.</exception>
    public async Task RefundAsync(string orderId, string chargeId, CancellationToken cancellationToken)
    {
        using var response = await PostAsync("refunds", "refund-" + orderId, new { chargeId, reference = orderId }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, string key, T body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.PaymentRequired)
            response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new HttpRequestException("The payment provider answered with an empty body.");
    }

    private sealed record Charged([property: JsonRequired] string Id);

    private sealed record Declined([property: JsonRequired] string Reason);
}

/// <summary>Either the charge's id, or why it was declined.</summary>
internal sealed record ChargeResult(string? ChargeId, string? DeclineReason);
