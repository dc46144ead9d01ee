using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Regions;

namespace MsoNetwork.History;

/// <summary>Who the log's authors are today. A name is told only of the organisation's own team: who sees it sees the team, too.</summary>
internal sealed class HistoryAuthors
{
    private readonly Guid[] _own;
    private readonly Gazetteer _gazetteer;
    private readonly Dictionary<Guid, string> _team;
    private readonly Dictionary<Guid, string> _centres;
    private readonly HashSet<Guid> _administrators;

    private HistoryAuthors(
        Guid[] own, Gazetteer gazetteer, Dictionary<Guid, string> team, Dictionary<Guid, string> centres,
        HashSet<Guid> administrators) =>
        (_own, _gazetteer, _team, _centres, _administrators) = (own, gazetteer, team, centres, administrators);

    /// <param name="context">The database.</param>
    /// <param name="organisation">Whose team is named.</param>
    /// <param name="entry">Whose history it is: the organisation's, or one that became part of it.</param>
    /// <param name="gazetteer">Names of centres.</param>
    /// <param name="authors">All that are to be told.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<HistoryAuthors> OfAsync(
        DbContext context, Guid organisation, Guid entry, Gazetteer gazetteer, IEnumerable<ChangeAuthor> authors,
        CancellationToken cancellationToken)
    {
        Guid[] persons = [.. authors.Where(one => one.Kind == ChangeAuthorKind.Person)
            .Select(one => Guid.TryParse(one.Key, out var id) ? id : Guid.Empty).Distinct()];
        var team = await (
            from member in context.Set<OrganisationPerson>()
            join person in context.Set<Person>() on member.PersonId equals person.Id
            where member.OrganisationId == organisation && persons.Contains(person.Id)
            select new { person.Id, Name = person.DisplayName ?? person.Email! })
            .ToDictionaryAsync(one => one.Id, one => one.Name, cancellationToken);
        var centres = await context.Set<CentrePerson>().Where(one => persons.Contains(one.PersonId))
            .Select(one => new { one.PersonId, one.CentreKey }).ToListAsync(cancellationToken);
        var administrators = await context.Set<Duty>().Where(one => persons.Contains(one.PersonId) && one.Role == Role.Administrator)
            .Select(one => one.PersonId).ToListAsync(cancellationToken);
        return new([organisation, entry], gazetteer, team,
            centres.GroupBy(one => one.PersonId).ToDictionary(one => one.Key, one => one.First().CentreKey), [.. administrators]);
    }

    public HistoryAuthor Of(ChangeAuthor author) => author switch
    {
        { Kind: ChangeAuthorKind.Import or ChangeAuthorKind.Seed } => new(HistorySource.Import, author.Source, null),
        { Kind: ChangeAuthorKind.Centre, Key: { } key } => new(HistorySource.Centre, _gazetteer.Centre(key)?.Name, null),
        { Kind: ChangeAuthorKind.Organisation } => new(
            _own.Any(own => author.Key == $"{own}") ? HistorySource.Organisation : HistorySource.Somebody, null, null),
        { Kind: ChangeAuthorKind.Person, Key: { } key } when Guid.TryParse(key, out var person) => Of(person, author.Source),
        _ => new(HistorySource.System, author.Source, null),
    };

    // Whose file a person has imported is told; else in which role that person can have acted.
    private HistoryAuthor Of(Guid person, string? source) =>
        source is not null ? new(HistorySource.Import, source, null)
        : _team.TryGetValue(person, out var name) ? new(HistorySource.Organisation, null, name)
        : _centres.TryGetValue(person, out var centre) ? new(HistorySource.Centre, _gazetteer.Centre(centre)?.Name, null)
        : _administrators.Contains(person) ? new(HistorySource.Administrator, null, null)
        : new(HistorySource.Somebody, null, null);
}
