using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Portal.Client.Security;

/// <summary>Leaves the circuit for the sign-in page, and says where to come back to and why the session ended, if one did.</summary>
public sealed class RedirectToSignIn : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var ended = Authentication is null ? null : (await Authentication).User.FindFirst(SessionWords.Claim)?.Value;
        var here = new Uri(Navigation.Uri).PathAndQuery;
        Navigation.NavigateTo($"sign-in?returnUrl={Uri.EscapeDataString(here)}{(ended is null ? null : $"&ended={Uri.EscapeDataString(ended)}")}", forceLoad: true);
    }
}
