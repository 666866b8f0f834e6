using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Model;

/// <summary>The rows of mapping, of what the schema was, and of signing in.</summary>
internal static partial class CrmModel
{
    private static void MapMapping(ModelBuilder model)
    {
        model.Entity<MappingVersion>(m =>
        {
            m.ToTable("crm_mapping")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Number,
                });
            m.Property(x => x.Mapping).HasColumnType("jsonb");
        });
        model.Entity<SchemaRow>(s =>
        {
            s.ToTable("crm_schema")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Kind,
                });
            s.Property(x => x.Schema).HasColumnType("jsonb");
            s.Property(x => x.Live).HasColumnType("jsonb");
        });
        model.Entity<DriftRow>(d =>
        {
            d.ToTable("crm_drift")
                .HasKey(x => new
                {
                    x.WorkspaceId,
                    x.ConnectionId,
                    x.Key,
                });
            d.Property(x => x.Drift).HasColumnType("jsonb");
        });
        model.Entity<OAuthAttempt>(o => o.ToTable("crm_oauth_attempt").HasKey(x => new { x.WorkspaceId, x.State }));
    }
}
