namespace MsoNetwork.Search;

/// <summary>How many hits have this key.</summary>
public sealed record FacetCount(string Key, int Count);

/// <summary>A facet by the keys of a family.</summary>
/// <param name="Name">Its name; conditions of that name do not narrow it.</param>
/// <param name="Family">What all its keys in the index begin with (<see cref="IndexKey.Of"/>).</param>
/// <param name="Counted">What a hit with a key counts for, by the key behind the family: itself and what is above it, for example.</param>
public sealed record KeyFacet(string Name, string Family, Func<string, IEnumerable<string>> Counted);

/// <summary>A facet by what its user keeps in the index: each hit counts for one value.</summary>
public sealed record PayloadFacet<T>(string Name, Func<T, string> KeyOf);
