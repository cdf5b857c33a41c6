using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Portal.Client.Security;

namespace Portal.Client.Elements;

/// <summary>
/// A button for something that not everybody may do, or not in every state. What cannot be done is shown, disabled, with the
/// reason: as its description for screen readers, as its title, and below a form's button or with <see cref="ShowWhy"/> for all to see. While what it started
/// is under way it cannot be pressed again, nor in the second after: what is shown may still be the state before.
/// <code>&lt;Guarded Ability="Ability.Destroy" Why="@(busy ? "It is being purged." : null)" Text="Purge" Look="ButtonLook.Danger" OnPress="PurgeAsync" /&gt;</code>
/// </summary>
public partial class Guarded : IDisposable
{
    private static readonly TimeSpan _held = TimeSpan.FromSeconds(1);
    private static int _count;

    private readonly string _id = $"why-{Interlocked.Increment(ref _count)}";
    private readonly CancellationTokenSource _gone = new();
    private string? _why;
    private bool _running;
    private bool _holding;

    /// <summary>What the person must be able to; null when everybody may.</summary>
    [Parameter]
    public Ability? Ability { get; set; }

    /// <summary>Why it cannot be done now, whoever asks; null when it can. The role's reason comes first.</summary>
    [Parameter]
    public string? Why { get; set; }

    [Parameter]
    public string? Text { get; set; }

    /// <summary>Instead of <see cref="Text"/> while it is under way.</summary>
    [Parameter]
    public string? BusyText { get; set; }

    [Parameter]
    public string? Icon { get; set; }

    /// <summary>What it is called where the text alone does not say, as in <c>Stop web-1</c>.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>A hint on hover while it can be pressed.</summary>
    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public ButtonLook Look { get; set; }

    [Parameter]
    public bool Small { get; set; }

    /// <summary>
    /// Whether the reason stands below the button, for all to see. Where nothing is said it does below what submits a form: nobody is to fill it
    /// in first and find out then.
    /// </summary>
    [Parameter]
    public bool? ShowWhy { get; set; }

    /// <summary>Submits the form it is in; <see cref="OnPress"/> is then not needed.</summary>
    [Parameter]
    public bool Submit { get; set; }

    /// <summary>It is under way by somebody else's doing, the form's for example.</summary>
    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<MouseEventArgs> OnPress { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Person { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool HasVisibleWhy => _why is not null && (ShowWhy ?? Submit);

    private bool IsRunning => _running || Busy;

    private bool IsOff => _why is not null || IsRunning || _holding;

    private string LookClass => Look switch
    {
        ButtonLook.Primary => "rz-variant-filled rz-primary rz-shade-default",
        ButtonLook.Danger => "rz-variant-outlined rz-danger rz-shade-default",
        ButtonLook.Quiet => "rz-variant-text rz-base rz-shade-default",
        _ => "rz-variant-outlined rz-base rz-shade-default",
    };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnParametersSetAsync()
    {
        var lacks = Ability is { } ability ? Access.WhyNot(Person is null ? null : (await Person).User, ability) : null;
        _why = lacks ?? Why;
    }

    private async Task PressAsync(MouseEventArgs args)
    {
        if (IsOff || !OnPress.HasDelegate) return;

        _running = true;
        try
        {
            await OnPress.InvokeAsync(args);
        }
        finally
        {
            _running = false;
        }

        if (!_gone.IsCancellationRequested) _ = HoldAsync();
    }

    private async Task HoldAsync()
    {
        _holding = true;
        try
        {
            await Task.Delay(_held, Time, _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        _holding = false;
        await InvokeAsync(StateHasChanged);
    }
}
