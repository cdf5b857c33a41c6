using System.Text.Json.Serialization;
using Messaging;

namespace Portal.Warehouse;

/// <summary>Calls the carriers.</summary>
internal sealed class CarrierClient(HttpClient http)
{
    public const string Name = "carriers";

    private static readonly string[] _carriers = ["swift", "terra", "aero"];

    /// <summary>Asks all carriers at once; those that do not answer are left out.</summary>
    /// <exception cref="DownstreamUnavailableException">None answered; try again later.</exception>
    public async Task<IReadOnlyList<Rate>> RatesAsync(string orderId, int items, CancellationToken cancellationToken)
    {
        var asked = await Task.WhenAll(_carriers.Select(carrier => TryRateAsync(carrier, orderId, items, cancellationToken)));
        var rates = asked.OfType<Rate>().ToList();
        return rates.Count > 0 ? rates : throw new DownstreamUnavailableException(Name, "No carrier answered with a rate.");
    }

    /// <summary>The tracking number of the order's label at this carrier; asking again gives the same one.</summary>
    /// <exception cref="DownstreamUnavailableException">No useful answer; try again later.</exception>
    public async Task<string> CreateLabelAsync(string carrier, string orderId, int items, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, carrier + "/labels")
        {
            Content = JsonContent.Create(new { reference = orderId, items }),
        };
        request.Headers.Add("Idempotency-Key", "label-" + orderId);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var label = await response.Content.ReadFromJsonAsync<LabelAnswer>(cancellationToken);
        return label?.TrackingNumber ?? throw new HttpRequestException("The carrier answered with an empty body.");
    }

    private async Task<Rate?> TryRateAsync(string carrier, string orderId, int items, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(carrier + "/rates", new { reference = orderId, items }, cancellationToken);
            response.EnsureSuccessStatusCode();
            var rate = await response.Content.ReadFromJsonAsync<RateAnswer>(cancellationToken);
            return rate is null ? null : new Rate(carrier, rate.Price);
        }
        catch (DownstreamUnavailableException)
        {
            return null;
        }
    }

    private sealed record RateAnswer([property: JsonRequired] decimal Price);

    private sealed record LabelAnswer([property: JsonRequired] string TrackingNumber);
}

internal sealed record Rate(string Carrier, decimal Price);
