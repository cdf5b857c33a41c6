using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Api;

public partial class ApiPage : LivePage
{
    private IReadOnlyList<ApiCall> _all = [];
    private List<IGrouping<string, ApiCall>> _shown = [];
    private ApiCall? _chosen;
    private string _text = "";
    private bool _isLoaded;

    /// <summary>What is searched for.</summary>
    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    /// <summary>The name of the call that is looked at.</summary>
    [SupplyParameterFromQuery]
    public string? Call { get; set; }

    [Inject]
    private IApiDescription Description { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Note
    {
        get
        {
            var count = _shown.Sum(group => group.Count());
            return string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "call" : "calls")}");
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _text = Q ?? "";
        if (!_isLoaded) await ReloadAsync();
        else Show();
    }

    private Task ReloadAsync()
    {
        _isLoaded = true;
        return LoadAsync(
            async token => (Outcome<Read>)new Read(await Description.ReadAsync(token)),
            read =>
            {
                _all = read.Calls;
                Show();
            });
    }

    private void Show()
    {
        var words = (Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _shown = [.. _all.Where(call => words.All(word => Has(call, word))).GroupBy(call => call.Tag)];
        _chosen = _all.FirstOrDefault(call => call.Name == Call);
    }

    private static bool Has(ApiCall call, string word) =>
        ((string?[])[call.Path, call.Name, call.Summary, call.Description, call.Tag, call.Method]).Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private void Apply() => Navigation.NavigateTo(Address(Call, _text), replace: true);

    private string Href(ApiCall call) => Address(call.Name, Q);

    private static string Address(string? call, string? text)
    {
        List<string> parts = [];
        if (!string.IsNullOrWhiteSpace(text)) parts.Add("q=" + Uri.EscapeDataString(text));
        if (call is { Length: > 0 }) parts.Add("call=" + Uri.EscapeDataString(call));
        return parts.Count == 0 ? "api-docs" : "api-docs?" + string.Join('&', parts);
    }

    private sealed record Read(IReadOnlyList<ApiCall> Calls);
}
