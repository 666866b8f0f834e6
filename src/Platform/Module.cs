using System.Reflection;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Platform;

/// <summary>
/// A module's table of contents: its services, mapping, routes, schedules, events. The host holds the ordered list;
/// a module may reference only modules that stand before it.
/// </summary>
public abstract class Module
{
    /// <summary>The folder's name in lower case: <c>registrations</c>.</summary>
    public virtual string Name => GetType().Name.Replace("Module", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Where its routable pages, events and typed ids are found.</summary>
    public Assembly Assembly => GetType().Assembly;

    /// <summary>What runs by the clock in every workspace.</summary>
    public virtual IReadOnlyList<Schedule> Schedules => [];

    public virtual void AddServices(IServiceCollection services) { }

    /// <summary>Who hears which event and who runs which job.</summary>
    public virtual void AddWork(WorkCatalog work) { }

    public virtual void MapModel(ModelBuilder model) { }

    public virtual void MapRoutes(IEndpointRouteBuilder routes) { }
}

/// <summary>All modules of this process, lowest floor first. Always the whole list: EF caches one model per process.</summary>
public sealed class ModuleList(IReadOnlyList<Module> modules)
{
    public IReadOnlyList<Module> All { get; } = modules;

    public IEnumerable<Assembly> Assemblies => All.Select(m => m.Assembly).Prepend(typeof(Module).Assembly).Distinct();
}
