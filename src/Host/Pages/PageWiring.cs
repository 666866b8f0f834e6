using Entente.Access.Http;
using Entente.Platform;
using Entente.Ui.Http;
using Entente.Ui.Layouts;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Entente.Host.Pages;

/// <summary>Pages are Razor components rendered on the server: found in the modules' assemblies, no circuit, no script needed.</summary>
internal static class PageWiring
{
    /// <param name="byTls">The site's public address is one of TLS.</param>
    public static IServiceCollection AddPages(this IServiceCollection services, ModuleList modules, bool byTls)
    {
        services.AddSingleton(new PageAssemblies([.. modules.Assemblies.Append(typeof(Document).Assembly).Distinct()]));
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddAntiforgery(options =>
        {
            // One name for all visitors: by where the site is reached from outside.
            options.Cookie.Name = OwnCookie.HostName("entente_form", byTls);
            // Strict would leave the cookie behind when somebody comes from a mail, and break the forms of their other tabs.
            options.Cookie.SameSite = SameSiteMode.Lax;
            // By TLS for TLS alone; the framework's own choice is never.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(PublicForm.Policy, PublicForm.Limit);
        });
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PageAssemblies>();
        app.MapStaticAssets().Add(e => e.Metadata.Add(new OpenAttribute()));
        app.MapSpeculationRules().Access(new OpenAttribute());
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. pages.All]).Add(AddRules);
    }

    // Ui lies below Access and cannot name its rules: the page that shows every part shows nothing of anybody.
    private static void AddRules(EndpointBuilder page)
    {
        var component = page.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault()?.Type;
        if (component?.Assembly == typeof(Document).Assembly)
            page.Metadata.Add(new OpenAttribute());
    }
}
