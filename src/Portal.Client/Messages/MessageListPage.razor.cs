using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Messages;

public partial class MessageListPage
{
    private const string Minute = "yyyy-MM-dd'T'HH:mm";

    private IReadOnlyList<MessageRow> _rows = [];
    private IReadOnlyList<string> _types = [];
    private string? _next;
    private string? _id;
    private string? _type;
    private string? _nothing;
    private string? _from;
    private string? _to;
    private bool _finding;
    private (string?, string?, string?, string?, string?)? _loaded;

    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? Correlation { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [Inject]
    private IMessageGateway Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => Type is not null || From is not null || To is not null || Correlation is not null;

    protected override void OnInitialized() => _types = Gateway.KnownTypes();

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Type, From, To, Correlation, After)) return;

        BecomeStale();
        _loaded = (Type, From, To, Correlation, After);
        (_type, _from, _to, _nothing) = (Type, Shown(From), Shown(To), null);
        await ReloadAsync();
    }

    private Task ReloadAsync()
    {
        var query = new MessageQuery(Blank(Type), Parse(From), Parse(To), Blank(Correlation));
        return LoadAsync(
            token => Gateway.ListAsync(query, new PageRequest(After: After), token),
            page => (_rows, _next) = (page.Items, page.Next));
    }

    /// <summary>The id of a message leads to its page; that of a conversation to its messages.</summary>
    private async Task FindAsync()
    {
        if (_finding || Blank(_id) is not { } id) return;

        _finding = true;
        _nothing = null;
        try
        {
            if (await Gateway.FindAsync(id, Gone) is not null)
                Navigation.NavigateTo($"messages/{Uri.EscapeDataString(id)}");
            else if ((await Gateway.JourneyAsync(id, Gone)).Messages.Count > 0)
                Navigation.NavigateTo($"messages?correlation={Uri.EscapeDataString(id)}");
            else
                _nothing = "The journal knows no message and no conversation with this id. It keeps 30 days.";
        }
        catch (OperationCanceledException) when (IsGone)
        {
        }
        catch (Exception exception) // any failure of a gateway is shown, the circuit lives on
        {
            ClientLog.LoadFailed(Logger(), exception);
            _nothing = ProblemWords.Of(ProblemWords.Unexpected);
        }

        _finding = false;
    }

    private void ApplyFilter(string? from, string? to) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["type"] = Blank(_type),
        ["from"] = Shown(from),
        ["to"] = Shown(to),
        ["after"] = null,
    }));

    private string Address(string? after) => Navigation.GetUriWithQueryParameter("after", after);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>As the browser's field wants it; null for what is no time.</summary>
    private static string? Shown(string? text) => Parse(text)?.UtcDateTime.ToString(Minute, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
