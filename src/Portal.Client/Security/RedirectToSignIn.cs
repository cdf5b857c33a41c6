using Microsoft.AspNetCore.Components;

namespace Portal.Client.Security;

/// <summary>Leaves the circuit for the sign-in page, and says where to come back to.</summary>
public sealed class RedirectToSignIn : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override void OnInitialized()
    {
        var here = new Uri(Navigation.Uri).PathAndQuery;
        Navigation.NavigateTo($"sign-in?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
