using System.Linq.Expressions;
using System.Reflection;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entente.Platform.Data;

/// <summary>The names of the filters that stand before rows, for the few queries that lift one and say why.</summary>
public static class Fences
{
    /// <summary>A partner's people see their own partner's rows.</summary>
    public const string Partner = "partner";

    /// <summary>Staff with a data scope see the rows of the partners in it.</summary>
    public const string Scope = "scope";

    /// <summary>A partner's person with restricted collaboration sees what they brought or were added to.</summary>
    public const string Own = "own";

    /// <summary>Those of partners' people; staff keep their scope: for facts of which nobody is shown more than a sum or a finding.</summary>
    public static IReadOnlyCollection<string> OfPartners { get; } = [Partner, Own];

    /// <summary>All that hang on who looks, none that hang on the workspace: for facts that a decision needs, and nobody is shown.</summary>
    public static IReadOnlyCollection<string> OfLooker { get; } = [Partner, Scope, Own];
}

/// <summary>What holds for every table: names, typed ids, filters, version token, keys that start with the workspace.</summary>
internal static class ModelRules
{
    /// <summary>
    /// Tables that must be found before the workspace is known. Nothing else may lack the fence; a test compares this list with the model.
    /// </summary>
    public static readonly IReadOnlySet<string> GlobalTables = new HashSet<string>(StringComparer.Ordinal)
    {
        "workspace",
        "person",
        "credential",
        "session",
        "due_item",
    };

    /// <summary>Tables whose rows are written once: the program's own role may neither change nor delete them.</summary>
    public static readonly IReadOnlySet<string> WrittenOnceTables = new HashSet<string>(StringComparer.Ordinal)
    {
        "audit_entry",
        "audit_value",
        "audit_seal",
        "audit_signed_head",
        "agreement_acceptance",
    };

    public static void Build(ModelBuilder model, ModuleList modules, EntenteDb db)
    {
        PlatformModel.Map(model);
        foreach (var module in modules.All)
            module.MapModel(model);

        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            if (typeof(IWorkspaceOwned).IsAssignableFrom(entity.ClrType) && !entity.IsOwned())
                Filter.MakeGenericMethod(entity.ClrType).Invoke(null, [model, db]);
            if (typeof(Entity).IsAssignableFrom(entity.ClrType))
                model.Entity(entity.ClrType).Property(nameof(Entity.Version)).IsConcurrencyToken();
            Names(entity);
        }
    }

    public static void Conventions(ModelConfigurationBuilder conventions, ModuleList modules)
    {
        foreach (var id in modules.Assemblies.SelectMany(a => a.GetTypes()).Where(IsTypedId))
            conventions.Properties(id).HaveConversion(typeof(TypedIdConverter<>).MakeGenericType(id));
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private static readonly MethodInfo Filter = typeof(ModelRules).GetMethod(
        nameof(AddFilters),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private static void AddFilters<T>(ModelBuilder model, EntenteDb db)
        where T : class, IWorkspaceOwned
    {
        Expression<Func<T, bool>> ours = e => e.WorkspaceId == db.Workspace;
        model.Entity<T>().HasQueryFilter("workspace", ours);
        if (typeof(IScoped<T>).IsAssignableFrom(typeof(T)))
            model.Entity<T>().HasQueryFilter(Fences.Scope, Declared<T>("InScope", typeof(IScoped<>), db));
        if (typeof(IOwnable<T>).IsAssignableFrom(typeof(T)))
            model.Entity<T>().HasQueryFilter(Fences.Own, Declared<T>("Own", typeof(IOwnable<>), db));
        if (!typeof(IPartnerOwned).IsAssignableFrom(typeof(T)))
            return;
        Expression<Func<T, bool>> partners = e => db.Partner == null || ((IPartnerOwned)e).PartnerId == db.Partner;
        model.Entity<T>().HasQueryFilter(Fences.Partner, partners);
        Expression<Func<T, bool>> inScope = e => !db.Scoped || db.Scope.Contains(((IPartnerOwned)e).PartnerId);
        Expression<Func<T, bool>> orNobodys = e =>
            !db.Scoped || db.Scope.Contains(((IPartnerOwned)e).PartnerId) || ((IPartnerOwned)e).PartnerId == Nobody;
        model.Entity<T>().HasQueryFilter(Fences.Scope, typeof(T).GetCustomAttribute<AlsoNobodysAttribute>() is null ? inScope : orNobodys);
    }

    private static readonly PartnerId Nobody = new(Guid.Empty);

    // Static members of an interface are reached through a type parameter that carries it, which T does not.
    private static Expression<Func<T, bool>> Declared<T>(string name, Type of, EntenteDb db)
    {
        var map = typeof(T).GetInterfaceMap(of.MakeGenericType(typeof(T)));
        var method = map.TargetMethods[Array.FindIndex(map.InterfaceMethods, m => m.Name == name)];
        return (Expression<Func<T, bool>>)method.Invoke(null, [db])!;
    }

    private static bool IsTypedId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypedId<>));

    private static void Names(IMutableEntityType entity)
    {
        if (entity.GetViewName() is null && entity.GetSqlQuery() is null)
            entity.SetTableName(Naming.Snake(entity.GetTableName() ?? entity.ClrType.Name));
        Columns(entity, "");
        foreach (var key in entity.GetKeys())
            key.SetName($"pk_{entity.GetTableName()}");
        foreach (var index in entity.GetIndexes())
            index.SetDatabaseName(
                (index.IsUnique ? "ux_" : "ix_")
                    + entity.GetTableName()
                    + "_"
                    + string.Join('_', index.Properties.Skip(index.Properties.Count > 1 ? 1 : 0).Select(p => Naming.Snake(p.Name)))
            );
        foreach (var foreign in entity.GetForeignKeys())
            foreign.SetConstraintName($"fk_{entity.GetTableName()}_{Naming.Snake(foreign.PrincipalEntityType.ClrType.Name)}");
    }

    // The columns of complex properties need their own pass: they are not among the entity's properties.
    private static void Columns(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetDeclaredProperties())
            property.SetColumnName(prefix + Naming.Snake(property.Name));
        foreach (var complex in type.GetDeclaredComplexProperties())
            Columns(complex.ComplexType, prefix + Naming.Snake(complex.Name) + "_");
    }
}
