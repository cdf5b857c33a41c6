using Microsoft.AspNetCore.Components;
using Portal.Client.Contracts;

namespace Portal.Client.Instances;

/// <summary>What happened to an instance, newest first; read again when its version grows.</summary>
public partial class HistoryCard
{
    private const int PageLength = 20;

    private List<InstanceEvent> _lines = [];
    private string? _next;
    private long _version;

    [Parameter]
    [EditorRequired]
    public string InstanceId { get; set; } = "";

    [Parameter]
    [EditorRequired]
    public long Version { get; set; }

    [Inject]
    private IInstanceGateway Gateway { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (_version == Version) return;

        _version = Version;
        await ReloadAsync();
    }

    private Task ReloadAsync() => LoadAsync(
        token => Gateway.HistoryAsync(InstanceId, new PageRequest(Math.Clamp(_lines.Count, PageLength, PageRequest.MaxLimit)), token),
        page =>
        {
            _lines = [.. page.Items];
            _next = page.Next;
        });

    private Task OlderAsync() => LoadAsync(
        token => Gateway.HistoryAsync(InstanceId, new PageRequest(PageLength, _next), token),
        page =>
        {
            _lines.AddRange(page.Items);
            _next = page.Next;
        });
}
