using Entente.Access;
using Entente.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access.Factors;

/// <summary>The same person in another workspace.</summary>
internal static class Elsewhere
{
    public static async Task Join(AsyncServiceScope scope, string email)
    {
        await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, "Somebody", StaffRole.Sales);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
    }
}
