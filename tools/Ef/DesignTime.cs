using Entente.Host;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Entente.Ef;

/// <summary>What <c>dotnet ef</c> asks for a context: all modules, no connection.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<EntenteDb>
{
    public EntenteDb CreateDbContext(string[] args) =>
        Migrator.Context(NpgsqlDataSource.Create("Host=/nowhere;Username=entente_owner;Database=entente"), Modules.All);
}
