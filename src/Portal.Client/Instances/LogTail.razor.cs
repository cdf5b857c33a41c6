using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Client.Elements;
using Portal.Client.Live;

namespace Portal.Client.Instances;

/// <summary>
/// The end of an instance's log, live: twice a second it asks what is new. Pausing freezes the view and stops reading; the file keeps
/// what comes meanwhile, and going on reads from there. The memory is bounded, whatever the instance prints.
/// </summary>
public partial class LogTail : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private const int MaxPartsAtOnce = 8;

    private readonly LogBuffer _buffer = new();
    private DotNetObjectReference<LogTail>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _following;
    private ElementReference _view;
    private LogPosition? _position;
    private string? _unfinished;
    private string? _search;
    private string? _problem;
    private bool _wrap = true;
    private bool _paused;
    private bool _cut;
    private bool _older;
    private bool _atEnd = true;

    [Parameter]
    [EditorRequired]
    public string InstanceId { get; set; } = "";

    [Inject]
    private IInstanceLogs Logs { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string? Wanted => string.IsNullOrEmpty(_search) ? null : _search;

    private string Standing => (_paused, Wanted) switch
    {
        (true, _) => "Paused; nothing is lost",
        (_, { } wanted) => $"{Figures.Count(Matching(wanted))} of {Figures.Count(_buffer.Count)} lines",
        _ => $"{(_atEnd ? "Live" : "Live, below")}{(_cut ? "; the log was cut meanwhile" : "")}",
    };

    /// <summary>Called by the view's script: the person scrolled away from the end, or back to it.</summary>
    [JSInvokable]
    public Task ScrolledAsync(bool atEnd)
    {
        _atEnd = atEnd;
        return InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (_following is not null) await _following.InvokeVoidAsync("dispose");
            if (_following is not null) await _following.DisposeAsync();
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone, and the view with it
        }

        _self?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        _ = ReadAsync();
        try
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./_content/Portal.Client/instances.js");
            if (!IsGone) _following = await _module.InvokeAsync<IJSObjectReference>("follow", _view, _self);
        }
        catch (JSDisconnectedException)
        {
            // the browser is gone
        }
    }

    private async Task ReadAsync()
    {
        using var timer = new PeriodicTimer(Every, Time);
        try
        {
            do
            {
                if (_paused || !await ReadNewAsync()) continue;
                await InvokeAsync(StateHasChanged);
            }
            while (await timer.WaitForNextTickAsync(Gone));
        }
        catch (OperationCanceledException) when (IsGone)
        {
            // the page was left
        }
    }

    /// <summary>Says whether there is something else to show.</summary>
    private async Task<bool> ReadNewAsync()
    {
        try
        {
            var changed = _problem is not null || _position is null;
            for (var part = 0; part < MaxPartsAtOnce && !_paused; part++)
            {
                var read = await Logs.ReadAsync(InstanceId, _position, Gone);
                if (read is null || IsGone) break;
                changed |= Take(read);
                if (!read.More) break;
            }

            _problem = null;
            return changed;
        }
        catch (Exception exception) when (!IsGone) // shown, and tried again
        {
            ClientLog.LoadFailed(Logger(), exception);
            _problem = "The log cannot be read just now. Trying again.";
            return true;
        }
    }

    private bool Take(LogPart read)
    {
        var changed = read.Lines.Count > 0 || read.Unfinished != _unfinished || read.Cut;
        _buffer.Add(read.Lines);
        _unfinished = read.Unfinished;
        _position = read.Position;
        _older |= read.Skipped | _buffer.Dropped;
        _cut |= read.Cut;
        return changed;
    }

    private async Task PauseAsync()
    {
        _paused = !_paused;
        if (!_paused) await FollowAsync();
    }

    private async Task FollowAsync()
    {
        _atEnd = true;
        if (_following is not null) await _following.InvokeVoidAsync("toEnd");
    }

    private int Matching(string wanted) =>
        _buffer.Blocks.Sum(block => block.Lines.Count(line => line.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
}
